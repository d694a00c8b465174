namespace CloudOrchestrator.NodeAgent.Workers;

/// <summary>A container could not be created.</summary>
/// <param name="reason">Waiting reason, such as <c>CreateContainerError</c>.</param>
/// <param name="message">What happened.</param>
public sealed class ContainerStartException(string reason, string message) : Exception(message)
{
    /// <summary>Waiting reason.</summary>
    public string Reason { get; } = reason;
}
