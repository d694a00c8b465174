namespace CloudOrchestrator.NodeAgent.Runtime;

/// <summary>A failure of the container engine, in its own words.</summary>
public sealed class RuntimeException(RuntimeFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What kind of failure it is.</summary>
    public RuntimeFailure Failure { get; } = failure;
}
