namespace CloudOrchestrator.Kinds.Core.Nodes;

[ApiType("io.k8s.api.core.v1.AttachedVolume")]
public sealed record AttachedVolume
{
    [Field("name", 1, Presence = Presence.Always, Required = true)]
    public string Name { get; init; } = "";

    [Field("devicePath", 2, Presence = Presence.Always, Required = true)]
    public string DevicePath { get; init; } = "";
}
