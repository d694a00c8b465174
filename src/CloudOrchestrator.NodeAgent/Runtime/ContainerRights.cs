namespace CloudOrchestrator.NodeAgent.Runtime;

/// <summary>What a container may do.</summary>
public sealed record ContainerRights
{
    /// <summary>User as <c>uid</c>, <c>uid:gid</c> or <c>:gid</c>; null for the image's.</summary>
    public string? User { get; init; }

    /// <summary>Further groups of the main process.</summary>
    public IReadOnlyList<long> SupplementalGroups { get; init; } = [];

    /// <summary>All rights of the node.</summary>
    public bool Privileged { get; init; }

    /// <summary>The image's files cannot be changed.</summary>
    public bool ReadOnlyRootFilesystem { get; init; }

    /// <summary>No process may gain rights its parent does not have.</summary>
    public bool NoNewPrivileges { get; init; }

    /// <summary>Capabilities beyond the engine's default.</summary>
    public IReadOnlyList<string> AddCapabilities { get; init; } = [];

    /// <summary>Capabilities of the engine's default to take away.</summary>
    public IReadOnlyList<string> DropCapabilities { get; init; } = [];

    /// <summary>System call filter: null for the engine's default, <c>unconfined</c>, or a profile's JSON.</summary>
    public string? Seccomp { get; init; }

    /// <summary>Show all of /proc.</summary>
    public bool UnmaskedProc { get; init; }
}
