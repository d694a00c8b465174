namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.PersistentVolumeClaimTemplate")]
public sealed record PersistentVolumeClaimTemplate
{
    [Field("metadata", 1, Presence = Presence.Always)]
    public ObjectMeta? Metadata { get; init; }

    [Field("spec", 2, Presence = Presence.Always)]
    public PersistentVolumeClaimSpec? Spec { get; init; }
}
