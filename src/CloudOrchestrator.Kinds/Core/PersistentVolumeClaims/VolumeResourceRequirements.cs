namespace CloudOrchestrator.Kinds.Core.PersistentVolumeClaims;

/// <summary>The size of a volume.</summary>
[ApiType("io.k8s.api.core.v1.VolumeResourceRequirements")]
public sealed record VolumeResourceRequirements
{
    /// <summary>Largest size.</summary>
    [Field("limits", 1, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, Quantity>? Limits { get; init; }

    /// <summary>Least size.</summary>
    [Field("requests", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, Quantity>? Requests { get; init; }
}
