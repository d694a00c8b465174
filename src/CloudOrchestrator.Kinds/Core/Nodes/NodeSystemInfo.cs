namespace CloudOrchestrator.Kinds.Core.Nodes;

[ApiType("io.k8s.api.core.v1.NodeSystemInfo")]
public sealed record NodeSystemInfo
{
    [Field("machineID", 1, Presence = Presence.Always, Required = true)]
    public string MachineID { get; init; } = "";

    [Field("systemUUID", 2, Presence = Presence.Always, Required = true)]
    public string SystemUUID { get; init; } = "";

    [Field("bootID", 3, Presence = Presence.Always, Required = true)]
    public string BootID { get; init; } = "";

    [Field("kernelVersion", 4, Presence = Presence.Always, Required = true)]
    public string KernelVersion { get; init; } = "";

    [Field("osImage", 5, Presence = Presence.Always, Required = true)]
    public string OsImage { get; init; } = "";

    [Field("containerRuntimeVersion", 6, Presence = Presence.Always, Required = true)]
    public string ContainerRuntimeVersion { get; init; } = "";

    [Field("kubeletVersion", 7, Presence = Presence.Always, Required = true)]
    public string KubeletVersion { get; init; } = "";

    [Field("kubeProxyVersion", 8, Presence = Presence.Always, Required = true)]
    public string KubeProxyVersion { get; init; } = "";

    [Field("operatingSystem", 9, Presence = Presence.Always, Required = true)]
    public string OperatingSystem { get; init; } = "";

    [Field("architecture", 10, Presence = Presence.Always, Required = true)]
    public string Architecture { get; init; } = "";
}
