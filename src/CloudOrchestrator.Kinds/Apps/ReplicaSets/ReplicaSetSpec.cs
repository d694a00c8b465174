namespace CloudOrchestrator.Kinds.Apps.ReplicaSets;

/// <summary>The wanted state of a ReplicaSet.</summary>
[ApiType("io.k8s.api.apps.v1.ReplicaSetSpec")]
public sealed record ReplicaSetSpec
{
    /// <summary>Number of pods wanted; 1 when unset, 0 is allowed.</summary>
    [Field("replicas", 1, Default = "1")]
    public int? Replicas { get; init; }

    /// <summary>How long a new pod must be ready, without a container crashing, before it counts as available; 0 by default.</summary>
    [Field("minReadySeconds", 4, Presence = Presence.OmitEmpty)]
    public int? MinReadySeconds { get; init; }

    /// <summary>Labels of the pods that belong to this ReplicaSet; must match the labels of the template and cannot be changed.</summary>
    [Field("selector", 2, Presence = Presence.Always, Nullable = true, Required = true)]
    public LabelSelector Selector { get; init; } = new();

    /// <summary>The pods to make when there are too few.</summary>
    [Field("template", 3, Presence = Presence.Always)]
    public PodTemplateSpec? Template { get; init; }
}
