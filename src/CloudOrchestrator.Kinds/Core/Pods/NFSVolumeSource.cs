namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>An NFS export.</summary>
[ApiType("io.k8s.api.core.v1.NFSVolumeSource")]
public sealed record NFSVolumeSource
{
    /// <summary>Host name or address of the server.</summary>
    [Field("server", 1, Presence = Presence.Always, Required = true)]
    public string Server { get; init; } = "";

    /// <summary>Path that the server exports.</summary>
    [Field("path", 2, Presence = Presence.Always, Required = true)]
    public string Path { get; init; } = "";

    /// <summary>Mount the volume read-only; false by default.</summary>
    [Field("readOnly", 3, Presence = Presence.OmitEmpty)]
    public bool? ReadOnly { get; init; }
}
