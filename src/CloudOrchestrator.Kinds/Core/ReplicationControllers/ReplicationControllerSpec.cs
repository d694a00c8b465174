namespace CloudOrchestrator.Kinds.Core.ReplicationControllers;

/// <summary>The wanted state of a ReplicationController.</summary>
[ApiType("io.k8s.api.core.v1.ReplicationControllerSpec")]
public sealed record ReplicationControllerSpec
{
    /// <summary>Number of pods wanted; 1 when unset, 0 is allowed.</summary>
    [Field("replicas", 1, Default = "1")]
    public int? Replicas { get; init; }

    /// <summary>How long a new pod must be ready, without a container crashing, before it counts as available; 0 by default.</summary>
    [Field("minReadySeconds", 4, Presence = Presence.OmitEmpty)]
    public int? MinReadySeconds { get; init; }

    /// <summary>Labels of the pods that belong to this controller; the template's labels by default.</summary>
    [Field("selector", 2, Presence = Presence.OmitEmpty, Atomic = true)]
    public IReadOnlyDictionary<string, string>? Selector { get; init; }

    /// <summary>The pods to make when there are too few.</summary>
    [Field("template", 3)]
    public PodTemplateSpec? Template { get; init; }
}
