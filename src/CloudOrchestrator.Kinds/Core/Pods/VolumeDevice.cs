namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.VolumeDevice")]
public sealed record VolumeDevice
{
    [Field("name", 1, Presence = Presence.Always, Required = true)]
    public string Name { get; init; } = "";

    [Field("devicePath", 2, Presence = Presence.Always, Required = true)]
    public string DevicePath { get; init; } = "";
}
