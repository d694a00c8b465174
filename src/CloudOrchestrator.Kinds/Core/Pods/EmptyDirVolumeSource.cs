namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.EmptyDirVolumeSource")]
public sealed record EmptyDirVolumeSource
{
    [Field("medium", 1, Presence = Presence.OmitEmpty)]
    public string? Medium { get; init; }

    [Field("sizeLimit", 2)]
    public Quantity? SizeLimit { get; init; }
}
