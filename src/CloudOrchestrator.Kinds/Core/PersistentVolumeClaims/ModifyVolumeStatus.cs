namespace CloudOrchestrator.Kinds.Core.PersistentVolumeClaims;

/// <summary>State of a change of a volume's attributes class.</summary>
[ApiType("io.k8s.api.core.v1.ModifyVolumeStatus")]
public sealed record ModifyVolumeStatus
{
    /// <summary>The VolumeAttributesClass that is being applied.</summary>
    [Field("targetVolumeAttributesClassName", 1, Presence = Presence.OmitEmpty)]
    public string? TargetVolumeAttributesClassName { get; init; }

    /// <summary>Pending, InProgress or Infeasible.</summary>
    [Field("status", 2, Presence = Presence.Always, Required = true)]
    public string Status { get; init; } = "";
}
