namespace CloudOrchestrator.Kinds.Apps.ReplicaSets;

[ApiType("io.k8s.api.apps.v1.ReplicaSetSpec")]
public sealed record ReplicaSetSpec
{
    [Field("replicas", 1, Default = "1")]
    public int? Replicas { get; init; }

    [Field("minReadySeconds", 4, Presence = Presence.OmitEmpty)]
    public int? MinReadySeconds { get; init; }

    [Field("selector", 2, Presence = Presence.Always, Nullable = true, Required = true)]
    public LabelSelector Selector { get; init; } = new();

    [Field("template", 3, Presence = Presence.Always)]
    public PodTemplateSpec? Template { get; init; }
}
