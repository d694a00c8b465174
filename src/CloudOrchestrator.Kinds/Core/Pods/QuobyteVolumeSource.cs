namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A Quobyte volume. Deprecated.</summary>
[ApiType("io.k8s.api.core.v1.QuobyteVolumeSource")]
public sealed record QuobyteVolumeSource
{
    /// <summary>Addresses of the registries as host:port, separated by commas.</summary>
    [Field("registry", 1, Presence = Presence.Always, Required = true)]
    public string Registry { get; init; } = "";

    /// <summary>Name of the volume.</summary>
    [Field("volume", 2, Presence = Presence.Always, Required = true)]
    public string Volume { get; init; } = "";

    /// <summary>Mount the volume read-only; false by default.</summary>
    [Field("readOnly", 3, Presence = Presence.OmitEmpty)]
    public bool? ReadOnly { get; init; }

    /// <summary>User to mount as; the user of the service by default.</summary>
    [Field("user", 4, Presence = Presence.OmitEmpty)]
    public string? User { get; init; }

    /// <summary>Group to mount as; none by default.</summary>
    [Field("group", 5, Presence = Presence.OmitEmpty)]
    public string? Group { get; init; }

    /// <summary>Tenant that owns the volume.</summary>
    [Field("tenant", 6, Presence = Presence.OmitEmpty)]
    public string? Tenant { get; init; }
}
