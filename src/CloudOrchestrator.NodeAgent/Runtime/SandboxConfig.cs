namespace CloudOrchestrator.NodeAgent.Runtime;

/// <summary>What a sandbox is created from.</summary>
public sealed record SandboxConfig
{
    /// <summary>Unique name.</summary>
    public required string Name { get; init; }

    /// <summary>The pause image.</summary>
    public required string Image { get; init; }

    /// <summary>Labels to remember.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>Host name of the pod; ignored with <see cref="HostNetwork"/>.</summary>
    public string Hostname { get; init; } = "";

    /// <summary>Use the node's network instead of an empty network namespace of its own.</summary>
    public bool HostNetwork { get; init; }

    /// <summary>Use the node's process namespace.</summary>
    public bool HostPid { get; init; }

    /// <summary>Use the node's IPC namespace.</summary>
    public bool HostIpc { get; init; }

    /// <summary>Kernel parameters of the pod's namespaces.</summary>
    public IReadOnlyDictionary<string, string> Sysctls { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
