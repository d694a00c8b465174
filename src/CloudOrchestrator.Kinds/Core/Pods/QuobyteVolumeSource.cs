namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.QuobyteVolumeSource")]
public sealed record QuobyteVolumeSource
{
    [Field("registry", 1, Presence = Presence.Always, Required = true)]
    public string Registry { get; init; } = "";

    [Field("volume", 2, Presence = Presence.Always, Required = true)]
    public string Volume { get; init; } = "";

    [Field("readOnly", 3, Presence = Presence.OmitEmpty)]
    public bool? ReadOnly { get; init; }

    [Field("user", 4, Presence = Presence.OmitEmpty)]
    public string? User { get; init; }

    [Field("group", 5, Presence = Presence.OmitEmpty)]
    public string? Group { get; init; }

    [Field("tenant", 6, Presence = Presence.OmitEmpty)]
    public string? Tenant { get; init; }
}
