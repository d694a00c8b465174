namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.FlockerVolumeSource")]
public sealed record FlockerVolumeSource
{
    [Field("datasetName", 1, Presence = Presence.OmitEmpty)]
    public string? DatasetName { get; init; }

    [Field("datasetUUID", 2, Presence = Presence.OmitEmpty)]
    public string? DatasetUUID { get; init; }
}
