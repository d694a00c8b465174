namespace CloudOrchestrator.Kinds.Core.PersistentVolumeClaims;

[ApiType("io.k8s.api.core.v1.PersistentVolumeClaimStatus")]
public sealed record PersistentVolumeClaimStatus
{
    [Field("phase", 1, Presence = Presence.OmitEmpty)]
    public string? Phase { get; init; }

    [Field("accessModes", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? AccessModes { get; init; }

    [Field("capacity", 3, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, Quantity>? Capacity { get; init; }

    [Field("conditions", 4, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "type", ListType = ListType.Map, ListMapKeys = "type")]
    public IReadOnlyList<PersistentVolumeClaimCondition>? Conditions { get; init; }

    [Field("allocatedResources", 5, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, Quantity>? AllocatedResources { get; init; }

    [Field("allocatedResourceStatuses", 7, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, string>? AllocatedResourceStatuses { get; init; }

    [Field("currentVolumeAttributesClassName", 8)]
    public string? CurrentVolumeAttributesClassName { get; init; }

    [Field("modifyVolumeStatus", 9)]
    public ModifyVolumeStatus? ModifyVolumeStatus { get; init; }
}
