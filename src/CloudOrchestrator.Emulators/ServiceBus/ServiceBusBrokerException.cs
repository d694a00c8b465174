namespace CloudOrchestrator.Emulators.ServiceBus;

/// <summary>The broker refused something; <see cref="Failure"/> says what kind of refusal it is.</summary>
public sealed class ServiceBusBrokerException(BrokerFailure failure, string message) : Exception(message)
{
    /// <summary>The kind of refusal.</summary>
    public BrokerFailure Failure { get; } = failure;
}
