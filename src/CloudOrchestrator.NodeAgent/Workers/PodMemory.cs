using CloudOrchestrator.NodeAgent.Pods;
using CloudOrchestrator.NodeAgent.Probes;

namespace CloudOrchestrator.NodeAgent.Workers;

/// <summary>What a pod's worker remembers between two looks. All of it can be lost without harm: it is found or learned again.</summary>
internal sealed class PodMemory
{
    public bool VolumesReady { get; set; }

    public bool VolumesStale { get; set; }

    public DateTimeOffset? VolumesRefreshAt { get; set; }

    public DateTimeOffset? SetupRetryAt { get; set; }

    public int SetupFailures { get; set; }

    public bool Released { get; set; }

    public bool SandboxReleased { get; set; }

    public bool Admitted { get; set; }

    public PodRejection? Rejection { get; set; }

    public Dictionary<string, Killing> Killing { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, StartFailure> StartFailures { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, int> FailedStarts { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, ContainerHealth> Health { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Told { get; } = new(StringComparer.Ordinal);

    public void Found(string containerId, ProbeKind kind, ProbeVerdict verdict)
    {
        var before = Health.GetValueOrDefault(containerId, ContainerHealth.Unknown);
        Health[containerId] = kind switch
        {
            ProbeKind.Startup => before with { Startup = verdict },
            ProbeKind.Readiness => before with { Readiness = verdict },
            _ => before with { Liveness = verdict },
        };
    }

    /// <summary>What is known of a container; of one this agent sees for the first time what the status says that an earlier agent wrote.</summary>
    public ContainerHealth HealthOf(string containerId, Pod pod)
    {
        if (Health.TryGetValue(containerId, out var known))
            return known;
        var reported = (pod.Status?.ContainerStatuses ?? []).Concat(pod.Status?.InitContainerStatuses ?? [])
            .FirstOrDefault(status => status.ContainerID == $"docker://{containerId}");
        return Health[containerId] = new ContainerHealth(
            reported?.Started == true ? ProbeVerdict.Success : ProbeVerdict.Unknown,
            reported?.Ready == true ? ProbeVerdict.Success : ProbeVerdict.Unknown,
            ProbeVerdict.Unknown);
    }

    public void ForgetHealthExcept(IReadOnlySet<string> containerIds)
    {
        foreach (var id in Health.Keys.Where(id => !containerIds.Contains(id)).ToArray())
            Health.Remove(id);
    }
}
