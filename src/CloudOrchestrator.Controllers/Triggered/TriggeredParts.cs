using CloudOrchestrator.Controllers.Events;
using CloudOrchestrator.Controllers.Reconciling;
using CloudOrchestrator.Controllers.Replicas;

namespace CloudOrchestrator.Controllers.Triggered;

/// <summary>What batches of a triggered engine have in common.</summary>
internal sealed class TriggeredParts
{
    public required ControllerEngineOptions Options { get; init; }

    public required ClusterReplicas Replicas { get; init; }

    public required TriggerMap Triggers { get; init; }

    public required ItemHandler Handler { get; init; }

    public required TriggeredScheduler Scheduler { get; init; }

    public required HeartbeatWatch? Heartbeats { get; init; }

    public required INodeDoorbells? Doorbells { get; init; }

    public required EventRecorder Events { get; init; }

    public required IWorkQueue Queue { get; init; }

    public required IObjectClient Client { get; init; }

    public required TimeProvider Time { get; init; }

    public required IIdSource Ids { get; init; }

    /// <summary>Growing delays of keys whose actions are refused.</summary>
    public Backoff Backoff { get; } = new();
}
