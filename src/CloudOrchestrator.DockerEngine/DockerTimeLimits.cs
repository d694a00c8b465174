namespace CloudOrchestrator.DockerEngine;

/// <summary>
/// How long the engine may take. What exceeds a limit fails with a <see cref="TimeoutException"/> that names the request and the limit. Streams (events, logs that are
/// followed, attach, exec) are limited until the engine has accepted them, and then by their reader's patience alone.
/// </summary>
/// <param name="Request">For a request and its whole answer. Kubernetes' agent allows a runtime request as much by default.</param>
/// <param name="Silence">Between two reports of progress of a pull or an import, however long it takes as a whole; and between two parts of a log that is not followed.</param>
public sealed record DockerTimeLimits(TimeSpan Request, TimeSpan Silence)
{
    /// <summary>Two minutes for each.</summary>
    public static DockerTimeLimits Default { get; } = new(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(2));
}
