using System.Globalization;
using CloudOrchestrator.Controllers.Events;
using CloudOrchestrator.Controllers.Measuring;
using CloudOrchestrator.Controllers.Replicas;
using CloudOrchestrator.Kinds.Core.Bindings;
using CloudOrchestrator.Kinds.Core.References;
using CloudOrchestrator.Scheduling;

namespace CloudOrchestrator.Controllers.Scheduling;

/// <summary>
/// Places pending pods: all of them at once against one state of the cluster, bound in parallel so that the log commits them together.
/// Pods that find no place say why and wait until something changes that may give them one.
/// </summary>
internal sealed class SchedulerLoop(IObjectClient client, ClusterReplicas replicas, EventRecorder events, TimeProvider time, IIdSource ids)
{
    /// <summary>The scheduler's name: its field manager, the source of its events, and the controller of the item that wakes it.</summary>
    public const string Component = "default-scheduler";

    private const int ParallelMax = 1024;
    private const int RoundsMax = 5;

    // Pods without a place are tried again at most this often, however fast the cluster changes; when trying takes long, ten times as long apart.
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestRetryInterval = TimeSpan.FromSeconds(30);

    private readonly SchedulerChanges _changes = new(replicas);
    private readonly SchedulerView _view = new();
    private DateTimeOffset _lastRetry = DateTimeOffset.MinValue;
    private TimeSpan _retryInterval = RetryInterval;

    /// <summary>Works until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => TogetherOrNotAtAll.RunAsync([_changes.RunAsync, PlaceAsync], cancellationToken);

    /// <summary>
    /// Places what waits now, for a process that does not run on: takes the changes the replicas have, decides, binds. Other schedulers may be at work: a binding
    /// to a node that has gained a pod since is refused, and after <paramref name="refresh"/> decided again. Not while <see cref="RunAsync"/> runs.
    /// </summary>
    /// <returns>When to try pods without a place again; null for when something changes. False: changes were missed, start over with a new object.</returns>
    public async Task<(bool Kept, TimeSpan? RetryAfter)> PassAsync(Func<Task> refresh, CancellationToken cancellationToken)
    {
        for (var round = 0; round < RoundsMax; round++)
        {
            await refresh();
            if (!await _changes.PullAsync(cancellationToken))
                return (false, null);
            Take();
            if (!_view.HasUntried || !await PlaceUntriedAsync(_changes.PodsRevision, cancellationToken))
                break;
            _view.TryAll();
        }

        Tell();
        var retry = UntilRetry();
        return (true, retry == Timeout.InfiniteTimeSpan ? null : retry);
    }

    private async Task PlaceAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _changes.ArrivedAsync(UntilRetry(), time, cancellationToken);
            Take();
            if (_view.HasUntried)
                await PlaceUntriedAsync(null, cancellationToken);
            Tell();
        }
    }

    private void Tell()
    {
        var (untried, tried) = _view.Waiting;
        SchedulerMetrics.Waiting(untried, tried);
    }

    private void Take()
    {
        while (_changes.TryTake(out var change))
            _view.Apply(change.Before, change.After);
        if (_view.RoomChanged && _view.HasTried && UntilRetry() <= TimeSpan.Zero)
        {
            _lastRetry = time.GetUtcNow();
            _view.TryAll();
        }
    }

    private TimeSpan UntilRetry()
    {
        if (!_view.RoomChanged || !_view.HasTried)
            return Timeout.InfiniteTimeSpan;
        var left = _lastRetry + _retryInterval - time.GetUtcNow();
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    // True when a binding was refused because another scheduler had come first. With a revision given, bindings are refused to nodes that have gained pods after it.
    private async Task<bool> PlaceUntriedAsync(long? podsRevision, CancellationToken cancellationToken)
    {
        var overtaken = false;
        var started = time.GetTimestamp();
        var decision = Scheduler.Decide(_view.Cluster, _view.Untried, new ReconcileContext(time.GetUtcNow(), ids));
        var pause = 10 * time.GetElapsedTime(started);
        _retryInterval = pause < RetryInterval ? RetryInterval : pause > LongestRetryInterval ? LongestRetryInterval : pause;
        foreach (var batch in decision.Bindings.Chunk(ParallelMax))
        {
            var errors = await Task.WhenAll(batch.Select(placement => BindAsync(placement, podsRevision, cancellationToken)));
            var taken = time.GetElapsedTime(started);
            foreach (var (placement, error) in batch.Zip(errors))
            {
                if (error is null)
                    Bound(placement, taken);
                else
                    Refused(placement, error, taken);
                overtaken |= error is { Code: 409 };
            }
        }

        foreach (var pod in decision.Unschedulable)
        {
            _view.Tried(pod.Pod);
            SchedulerMetrics.Unschedulable(time.GetElapsedTime(started));
        }

        foreach (var batch in decision.Unschedulable.Chunk(ParallelMax))
            await Task.WhenAll(batch.Select(pod => ExplainAsync(pod, cancellationToken)));
        return overtaken;
    }

    private async Task<ApiStatus?> BindAsync(PodPlacement placement, long? podsRevision, CancellationToken cancellationToken)
    {
        var pod = placement.Pod;
        var binding = new Binding
        {
            ApiVersion = "v1",
            Kind = "Binding",
            Metadata = new ObjectMeta { Namespace = pod.Metadata.Namespace, Name = pod.Metadata.Name, Uid = pod.Metadata.Uid },
            Target = new ObjectReference { ApiVersion = "v1", Kind = "Node", Name = placement.NodeName },
        };
        var (space, name) = (pod.Metadata.Namespace ?? "", pod.Metadata.Name ?? "");
        var guard = podsRevision is { } revision
            ? new OwnerGuard(WriteGuard.KeyOf(ControllerEngine.NodeNameIndex, placement.NodeName), revision.ToString(CultureInfo.InvariantCulture))
            : null;
        var result = await client.PostAsync<Pod, Binding>(space, name, "binding", binding, guard, cancellationToken);
        return result.Error;
    }

    private void Bound(PodPlacement placement, TimeSpan taken)
    {
        SchedulerMetrics.Scheduled(taken);
        var pod = placement.Pod;
        _view.Bound(pod, placement.NodeName);
        var message = $"Successfully assigned {pod.Metadata.Namespace}/{pod.Metadata.Name} to {placement.NodeName}";
        events.Record(Component, ObjectAction.RecordEvent.Normal(pod, "Scheduled", message));
    }

    // The pod was deleted or bound meanwhile, or its node went: what changed comes, and with it the next try.
    private void Refused(PodPlacement placement, ApiStatus error, TimeSpan taken)
    {
        SchedulerMetrics.Failed(taken);
        _view.Tried(placement.Pod);
        _view.RoomChanged = true;
        if (error.Code is not (404 or 409))
            events.Record(Component, ObjectAction.RecordEvent.Warning(placement.Pod, "FailedScheduling", $"binding rejected: {error.Message}"));
    }

    private async Task ExplainAsync(UnschedulablePod pod, CancellationToken cancellationToken)
    {
        var current = PodProgress.Condition(pod.Pod, "PodScheduled");
        if (current is { Status: "False" } && current.Reason == pod.Reason && current.Message == pod.Message)
            return;
        var since = current?.Status == "False" ? current.LastTransitionTime ?? time.GetUtcNow() : time.GetUtcNow();
        var condition = new JsonObject
        {
            ["type"] = "PodScheduled",
            ["status"] = "False",
            ["reason"] = pod.Reason,
            ["message"] = pod.Message,
            ["lastProbeTime"] = null,
            ["lastTransitionTime"] = Timestamps.Format(since),
        };
        var changes = new JsonObject
        {
            ["metadata"] = new JsonObject { ["uid"] = pod.Pod.Metadata.Uid },
            ["status"] = new JsonObject { ["conditions"] = new JsonArray(condition) },
        };
        await client.PatchAsync<Pod>(
            pod.Pod.Metadata.Namespace ?? "",
            pod.Pod.Metadata.Name ?? "",
            new PatchBody(PatchBody.StrategicMergePatch, changes, Component),
            "status",
            cancellationToken);
        if (pod.Reason == UnschedulablePod.Unschedulable)
            events.Record(Component, ObjectAction.RecordEvent.Warning(pod.Pod, "FailedScheduling", pod.Message));
    }
}
