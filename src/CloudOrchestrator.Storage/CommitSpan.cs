using System.Diagnostics;

namespace CloudOrchestrator.Storage;

/// <summary>
/// The span of a commit. Commits run beside their writers, whose traces do not reach them by themselves: the first writer's is continued, the others are linked.
/// </summary>
internal static class CommitSpan
{
    private static readonly ActivitySource Source = new("CloudOrchestrator.Storage");

    /// <summary>Starts it, as the current activity of the caller's flow; null when nobody listens or no writer belongs to a trace.</summary>
    public static Activity? Begin(string stream, IEnumerable<PendingMutation> writers)
    {
        // What is current here is what was current when the committer was made.
        Activity.Current = null;
        if (!Source.HasListeners())
            return null;
        var contexts = writers.Select(writer => writer.Trace).Where(context => context != default).Distinct().ToList();
        return contexts.Count == 0
            ? null
            : Source.StartActivity($"commit {stream}", ActivityKind.Internal, contexts[0], links: contexts.Skip(1).Select(context => new ActivityLink(context)));
    }
}
