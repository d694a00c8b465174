namespace CloudOrchestrator.ServiceBus;

/// <summary>The service refused or failed an operation; retries, where they make sense, have been made.</summary>
public sealed class ServiceBusException(ServiceBusFailureReason reason, string message, int status = 0, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>What kind of failure it is.</summary>
    public ServiceBusFailureReason Reason { get; } = reason;

    /// <summary>HTTP status; 0 without an answer.</summary>
    public int Status { get; } = status;

    /// <summary>Whether the same operation may succeed later without anything being changed.</summary>
    public bool IsTransient => Reason is ServiceBusFailureReason.ServiceBusy or ServiceBusFailureReason.ServiceCommunicationProblem
        || (Reason == ServiceBusFailureReason.GeneralError && Status >= 500);
}
