namespace CloudOrchestrator.Kinds.Core.Nodes;

/// <summary>Identity and versions of a node's software.</summary>
[ApiType("io.k8s.api.core.v1.NodeSystemInfo")]
public sealed record NodeSystemInfo
{
    /// <summary>Identifier of the machine's installation, from /etc/machine-id.</summary>
    [Field("machineID", 1, Presence = Presence.Always, Required = true)]
    public string MachineID { get; init; } = "";

    /// <summary>Identifier of the machine's hardware.</summary>
    [Field("systemUUID", 2, Presence = Presence.Always, Required = true)]
    public string SystemUUID { get; init; } = "";

    /// <summary>Identifier of the present boot.</summary>
    [Field("bootID", 3, Presence = Presence.Always, Required = true)]
    public string BootID { get; init; } = "";

    /// <summary>Version of the kernel, as uname -r tells it.</summary>
    [Field("kernelVersion", 4, Presence = Presence.Always, Required = true)]
    public string KernelVersion { get; init; } = "";

    /// <summary>Name and version of the operating system.</summary>
    [Field("osImage", 5, Presence = Presence.Always, Required = true)]
    public string OsImage { get; init; } = "";

    /// <summary>Name and version of the container runtime, such as docker://27.1.</summary>
    [Field("containerRuntimeVersion", 6, Presence = Presence.Always, Required = true)]
    public string ContainerRuntimeVersion { get; init; } = "";

    /// <summary>Version of the node's agent.</summary>
    [Field("kubeletVersion", 7, Presence = Presence.Always, Required = true)]
    public string KubeletVersion { get; init; } = "";

    /// <summary>No longer in use.</summary>
    [Field("kubeProxyVersion", 8, Presence = Presence.Always, Required = true)]
    public string KubeProxyVersion { get; init; } = "";

    /// <summary>The operating system, such as linux.</summary>
    [Field("operatingSystem", 9, Presence = Presence.Always, Required = true)]
    public string OperatingSystem { get; init; } = "";

    /// <summary>The processor's architecture, such as amd64.</summary>
    [Field("architecture", 10, Presence = Presence.Always, Required = true)]
    public string Architecture { get; init; } = "";
}
