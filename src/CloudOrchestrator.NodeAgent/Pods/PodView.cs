using System.Collections.Immutable;

namespace CloudOrchestrator.NodeAgent.Pods;

/// <summary>Everything <see cref="PodSync.Plan"/> knows of a pod beyond its object: what runs, what is being done, what failed.</summary>
public sealed record PodView
{
    /// <summary>The node's address.</summary>
    public string HostIP { get; init; } = "";

    /// <summary>The object no longer exists: whatever is left of the pod must go.</summary>
    public bool Gone { get; init; }

    /// <summary>The newest sandbox; null when there is none.</summary>
    public ObservedSandbox? Sandbox { get; init; }

    /// <summary>All runs of all containers, in any order.</summary>
    public IReadOnlyList<ObservedContainer> Containers { get; init; } = [];

    /// <summary>The volumes are there.</summary>
    public bool VolumesReady { get; init; }

    /// <summary>Nothing of the pod is left on the node but what its object says.</summary>
    public bool Released { get; init; }

    /// <summary>Sandbox and volumes are gone; containers may still be there for their logs.</summary>
    public bool SandboxReleased { get; init; }

    /// <summary>The node refuses the pod.</summary>
    public PodRejection? Rejection { get; init; }

    /// <summary>Containers whose start is under way, by name.</summary>
    public IReadOnlySet<string> Starting { get; init; } = ImmutableHashSet<string>.Empty;

    /// <summary>Containers being ended, by id.</summary>
    public IReadOnlyDictionary<string, Killing> Killing { get; init; } = ImmutableDictionary<string, Killing>.Empty;

    /// <summary>Containers that could not be created, by name.</summary>
    public IReadOnlyDictionary<string, StartFailure> StartFailures { get; init; } = ImmutableDictionary<string, StartFailure>.Empty;

    /// <summary>Until when a failed preparation of volumes or sandbox is left alone; null when nothing failed.</summary>
    public DateTimeOffset? SetupRetryAt { get; init; }

    /// <summary>Findings of probes, by container id.</summary>
    public IReadOnlyDictionary<string, ContainerHealth> Health { get; init; } = ImmutableDictionary<string, ContainerHealth>.Empty;
}
