namespace CloudOrchestrator.NodeAgent.Runtime;

/// <summary>What a container is created from. Nothing is left to the engine's choice except what the image says.</summary>
public sealed record ContainerConfig
{
    /// <summary>Unique name.</summary>
    public required string Name { get; init; }

    /// <summary>Image reference or id; must be present.</summary>
    public required string Image { get; init; }

    /// <summary>Labels to remember.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>The sandbox whose network and IPC namespaces it joins.</summary>
    public required string SandboxId { get; init; }

    /// <summary>Replaces the image's entry point; null keeps it.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>Replaces the image's arguments; null keeps them unless <see cref="Command"/> is set.</summary>
    public IReadOnlyList<string>? Args { get; init; }

    /// <summary>Working directory; null for the image's.</summary>
    public string? WorkingDir { get; init; }

    /// <summary>Environment as <c>NAME=value</c>.</summary>
    public IReadOnlyList<string> Environment { get; init; } = [];

    /// <summary>What it sees of the node's files.</summary>
    public IReadOnlyList<RuntimeMount> Mounts { get; init; } = [];

    /// <summary>Keep standard input open.</summary>
    public bool Stdin { get; init; }

    /// <summary>Close standard input when the first client that attached to it leaves.</summary>
    public bool StdinOnce { get; init; }

    /// <summary>Give it a terminal.</summary>
    public bool Tty { get; init; }

    /// <summary>Uses the node's network (the sandbox does).</summary>
    public bool HostNetwork { get; init; }

    /// <summary>Uses the node's IPC namespace.</summary>
    public bool HostIpc { get; init; }

    /// <summary>Process namespace to join: <c>host</c>, a container id, or null for its own.</summary>
    public string? ProcessNamespace { get; init; }

    /// <summary>Limits and weights.</summary>
    public ContainerLimits Limits { get; init; } = new();

    /// <summary>Rights.</summary>
    public ContainerRights Rights { get; init; } = new();
}
