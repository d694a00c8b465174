namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A volume mounted into a container.</summary>
[ApiType("io.k8s.api.core.v1.VolumeMount")]
public sealed record VolumeMount
{
    /// <summary>Name of the pod's volume.</summary>
    [Field("name", 1, Presence = Presence.Always, Required = true)]
    public string Name { get; init; } = "";

    /// <summary>Mount it read-only; false by default.</summary>
    [Field("readOnly", 2, Presence = Presence.OmitEmpty)]
    public bool? ReadOnly { get; init; }

    /// <summary>Whether mounts below are read-only too: Disabled (the default), IfPossible or Enabled. Only with readOnly.</summary>
    [Field("recursiveReadOnly", 7)]
    public string? RecursiveReadOnly { get; init; }

    /// <summary>Where to mount it in the container; without a colon.</summary>
    [Field("mountPath", 3, Presence = Presence.Always, Required = true)]
    public string MountPath { get; init; } = "";

    /// <summary>Directory or file of the volume to mount; its root by default.</summary>
    [Field("subPath", 4, Presence = Presence.OmitEmpty)]
    public string? SubPath { get; init; }

    /// <summary>Whether mounts made later are seen on the other side: None (the default), HostToContainer or Bidirectional.</summary>
    [Field("mountPropagation", 5)]
    public string? MountPropagation { get; init; }

    /// <summary>Like subPath, with $(NAME) replaced by the container's environment variables; not together with subPath.</summary>
    [Field("subPathExpr", 6, Presence = Presence.OmitEmpty)]
    public string? SubPathExpr { get; init; }
}
