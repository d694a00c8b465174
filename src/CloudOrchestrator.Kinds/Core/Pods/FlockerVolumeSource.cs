namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A Flocker volume. Deprecated.</summary>
[ApiType("io.k8s.api.core.v1.FlockerVolumeSource")]
public sealed record FlockerVolumeSource
{
    /// <summary>Name of the dataset; deprecated.</summary>
    [Field("datasetName", 1, Presence = Presence.OmitEmpty)]
    public string? DatasetName { get; init; }

    /// <summary>Identifier of the dataset.</summary>
    [Field("datasetUUID", 2, Presence = Presence.OmitEmpty)]
    public string? DatasetUUID { get; init; }
}
