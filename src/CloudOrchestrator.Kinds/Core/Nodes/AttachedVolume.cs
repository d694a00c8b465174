namespace CloudOrchestrator.Kinds.Core.Nodes;

/// <summary>A volume attached to a node.</summary>
[ApiType("io.k8s.api.core.v1.AttachedVolume")]
public sealed record AttachedVolume
{
    /// <summary>Unique name of the volume.</summary>
    [Field("name", 1, Presence = Presence.Always, Required = true)]
    public string Name { get; init; } = "";

    /// <summary>Path of the device under which the node sees the volume.</summary>
    [Field("devicePath", 2, Presence = Presence.Always, Required = true)]
    public string DevicePath { get; init; } = "";
}
