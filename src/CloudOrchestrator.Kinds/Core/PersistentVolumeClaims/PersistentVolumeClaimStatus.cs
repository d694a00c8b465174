namespace CloudOrchestrator.Kinds.Core.PersistentVolumeClaims;

/// <summary>The storage that a claim obtained.</summary>
[ApiType("io.k8s.api.core.v1.PersistentVolumeClaimStatus")]
public sealed record PersistentVolumeClaimStatus
{
    /// <summary>Pending, Bound or Lost.</summary>
    [Field("phase", 1, Presence = Presence.OmitEmpty)]
    public string? Phase { get; init; }

    /// <summary>How the bound volume can be mounted.</summary>
    [Field("accessModes", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? AccessModes { get; init; }

    /// <summary>Actual size of the bound volume.</summary>
    [Field("capacity", 3, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, Quantity>? Capacity { get; init; }

    /// <summary>Aspects of the claim's state, such as a resize going on.</summary>
    [Field("conditions", 4, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "type", ListType = ListType.Map, ListMapKeys = "type")]
    public IReadOnlyList<PersistentVolumeClaimCondition>? Conditions { get; init; }

    /// <summary>Size that is set aside for the claim; larger than capacity while a resize is going on.</summary>
    [Field("allocatedResources", 5, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, Quantity>? AllocatedResources { get; init; }

    /// <summary>State of a resize, by resource.</summary>
    [Field("allocatedResourceStatuses", 7, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, string>? AllocatedResourceStatuses { get; init; }

    /// <summary>The VolumeAttributesClass in effect.</summary>
    [Field("currentVolumeAttributesClassName", 8)]
    public string? CurrentVolumeAttributesClassName { get; init; }

    /// <summary>State of a change of the VolumeAttributesClass.</summary>
    [Field("modifyVolumeStatus", 9)]
    public ModifyVolumeStatus? ModifyVolumeStatus { get; init; }
}
