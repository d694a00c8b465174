namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A volume given to a container as a block device.</summary>
[ApiType("io.k8s.api.core.v1.VolumeDevice")]
public sealed record VolumeDevice
{
    /// <summary>Name of the pod's volume, which must be a claim of mode Block.</summary>
    [Field("name", 1, Presence = Presence.Always, Required = true)]
    public string Name { get; init; } = "";

    /// <summary>Path of the device in the container.</summary>
    [Field("devicePath", 2, Presence = Presence.Always, Required = true)]
    public string DevicePath { get; init; } = "";
}
