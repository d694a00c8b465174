namespace CloudOrchestrator.NodeAgent.Pods;

/// <summary>Why a container could not be created, and when to try again.</summary>
/// <param name="Reason">Waiting reason, such as <c>ErrImagePull</c> or <c>CreateContainerConfigError</c>.</param>
/// <param name="Message">What happened.</param>
/// <param name="FailedAt">When it happened.</param>
/// <param name="RetryAt">When to try again.</param>
public sealed record StartFailure(string Reason, string Message, DateTimeOffset FailedAt, DateTimeOffset RetryAt)
{
    /// <summary>The reason of a failed pull, until it is reported as waiting for the next.</summary>
    public const string ErrImagePull = "ErrImagePull";
}
