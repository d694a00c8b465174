using System.Globalization;

namespace CloudOrchestrator.ApiServer.Verbs;

/// <summary>Waits until a stream's replica has reached a revision a client has seen.</summary>
internal sealed class RevisionWait(ServerParts parts)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    /// <summary>Null once the replica is there; 504 when it is not within three seconds, as Kubernetes words it.</summary>
    public async ValueTask<ApiStatus?> ReachAsync(Replica replica, long revision, CancellationToken cancellationToken)
    {
        if (replica.Snapshot.Revision >= revision)
            return null;
        using var limit = new CancellationTokenSource(Limit, parts.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await replica.ReachedAsync(revision, linked.Token);
            return null;
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return TooLarge(revision, replica.Snapshot.Revision);
        }
    }

    private static ApiStatus TooLarge(long revision, long current) => ApiStatuses.Timeout(
        string.Create(CultureInfo.InvariantCulture, $"Timeout: Too large resource version: {revision}, current: {current}")) with
    {
        Details = new StatusDetails { RetryAfterSeconds = 1, Causes = [new StatusCause { Reason = "ResourceVersionTooLarge", Message = "Too large resource version" }] },
    };
}
