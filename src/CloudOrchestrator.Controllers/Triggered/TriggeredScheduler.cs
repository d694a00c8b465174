using CloudOrchestrator.Controllers.Events;
using CloudOrchestrator.Controllers.Replicas;
using CloudOrchestrator.Controllers.Scheduling;

namespace CloudOrchestrator.Controllers.Triggered;

/// <summary>The scheduler for batches: keeps what it knows of the cluster from one to the next.</summary>
internal sealed class TriggeredScheduler(IObjectClient client, ClusterReplicas replicas, EventRecorder events, TimeProvider time, IIdSource ids)
{
    private SchedulerLoop? _loop;

    /// <summary>The item that asks for a pass.</summary>
    public static WorkItem Item { get; } = new(SchedulerLoop.Component, new ObjectKey("", "pending"));

    /// <summary>True when a change of one of the scheduler's streams may let it place a pod.</summary>
    public static bool IsConcernedBy(string stream, StoredObject? before, StoredObject? after) => stream switch
    {
        "pods" => IsWaiting(after) || (IsBound(before) && (after is null || IsFinished(after) != IsFinished(before!))),
        "nodes" => after is not null,
        _ => false,
    };

    /// <summary>Places what waits; returns when to try again.</summary>
    public async Task<TimeSpan?> PassAsync(FreshReplicas view, CancellationToken cancellationToken)
    {
        var streams = SchedulerChanges.StreamsOf(replicas).ToArray();
        var first = true;
        async Task RefreshAsync()
        {
            if (!first)
                view.Renew(streams);
            first = false;
            await view.EnsureAsync(streams, cancellationToken);
        }

        while (true)
        {
            var loop = _loop ??= new SchedulerLoop(client, replicas, events, time, ids);

            // Whatever ends this early leaves a picture that may be wrong: the next pass begins with a new one.
            _loop = null;
            var (kept, retryAfter) = await loop.PassAsync(RefreshAsync, cancellationToken);
            if (!kept)
                continue;
            _loop = loop;
            return retryAfter;
        }
    }

    private static bool IsWaiting(StoredObject? stored) =>
        stored?.As<Pod>() is { Spec.NodeName: null or "", Metadata.DeletionTimestamp: null } pod && !PodProgress.IsFinished(pod);

    private static bool IsBound(StoredObject? stored) => stored?.As<Pod>() is { Spec.NodeName.Length: > 0 };

    private static bool IsFinished(StoredObject stored) => PodProgress.IsFinished(stored.As<Pod>());
}
