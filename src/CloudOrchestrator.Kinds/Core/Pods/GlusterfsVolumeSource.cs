namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A GlusterFS volume. Deprecated.</summary>
[ApiType("io.k8s.api.core.v1.GlusterfsVolumeSource")]
public sealed record GlusterfsVolumeSource
{
    /// <summary>Endpoints object with the servers.</summary>
    [Field("endpoints", 1, Presence = Presence.Always, Required = true)]
    public string Endpoints { get; init; } = "";

    /// <summary>Name of the volume.</summary>
    [Field("path", 2, Presence = Presence.Always, Required = true)]
    public string Path { get; init; } = "";

    /// <summary>Mount the volume read-only; false by default.</summary>
    [Field("readOnly", 3, Presence = Presence.OmitEmpty)]
    public bool? ReadOnly { get; init; }
}
