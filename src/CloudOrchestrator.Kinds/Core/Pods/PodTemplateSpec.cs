namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.PodTemplateSpec")]
public sealed record PodTemplateSpec
{
    [Field("metadata", 1, Presence = Presence.Always)]
    public ObjectMeta? Metadata { get; init; }

    [Field("spec", 2, Presence = Presence.Always)]
    public PodSpec? Spec { get; init; }
}
