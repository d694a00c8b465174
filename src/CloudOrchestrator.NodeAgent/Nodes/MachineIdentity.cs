namespace CloudOrchestrator.NodeAgent.Nodes;

/// <summary>What a machine is, in the terms of <c>nodeInfo</c>.</summary>
public sealed record MachineIdentity
{
    /// <summary>/etc/machine-id.</summary>
    public string MachineId { get; init; } = "";

    /// <summary>The firmware's UUID.</summary>
    public string SystemUuid { get; init; } = "";

    /// <summary>Changes with every boot.</summary>
    public string BootId { get; init; } = "";

    /// <summary>Kernel release.</summary>
    public string KernelVersion { get; init; } = "";

    /// <summary>Name of the distribution.</summary>
    public string OsImage { get; init; } = "";

    /// <summary><c>linux</c>.</summary>
    public string OperatingSystem { get; init; } = "linux";

    /// <summary><c>amd64</c>, <c>arm64</c>.</summary>
    public string Architecture { get; init; } = "amd64";
}
