namespace CloudOrchestrator.Kinds.Core.PersistentVolumeClaims;

[ApiType("io.k8s.api.core.v1.VolumeResourceRequirements")]
public sealed record VolumeResourceRequirements
{
    [Field("limits", 1, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, Quantity>? Limits { get; init; }

    [Field("requests", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, Quantity>? Requests { get; init; }
}
