namespace CloudOrchestrator.Kinds.Core.ReplicationControllers;

[ApiType("io.k8s.api.core.v1.ReplicationControllerSpec")]
public sealed record ReplicationControllerSpec
{
    [Field("replicas", 1, Default = "1")]
    public int? Replicas { get; init; }

    [Field("minReadySeconds", 4, Presence = Presence.OmitEmpty)]
    public int? MinReadySeconds { get; init; }

    [Field("selector", 2, Presence = Presence.OmitEmpty, Atomic = true)]
    public IReadOnlyDictionary<string, string>? Selector { get; init; }

    [Field("template", 3)]
    public PodTemplateSpec? Template { get; init; }
}
