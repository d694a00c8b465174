namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>State of a volume mount.</summary>
[ApiType("io.k8s.api.core.v1.VolumeMountStatus")]
public sealed record VolumeMountStatus
{
    /// <summary>Name of the volume.</summary>
    [Field("name", 1, Presence = Presence.Always, Required = true)]
    public string Name { get; init; } = "";

    /// <summary>Where it is mounted in the container.</summary>
    [Field("mountPath", 2, Presence = Presence.Always, Required = true)]
    public string MountPath { get; init; } = "";

    /// <summary>Whether it is mounted read-only.</summary>
    [Field("readOnly", 3, Presence = Presence.OmitEmpty)]
    public bool? ReadOnly { get; init; }

    /// <summary>Whether mounts below are read-only too: Disabled or Enabled; unset when not read-only.</summary>
    [Field("recursiveReadOnly", 4)]
    public string? RecursiveReadOnly { get; init; }
}
