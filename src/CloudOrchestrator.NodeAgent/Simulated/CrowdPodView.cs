using CloudOrchestrator.NodeAgent.Pods;

namespace CloudOrchestrator.NodeAgent.Simulated;

/// <summary>What an engine would show of a pod all of whose containers run as they should.</summary>
internal static class CrowdPodView
{
    private static readonly ContainerHealth Healthy = new(ProbeVerdict.Success, ProbeVerdict.Success, ProbeVerdict.Success);

    public static PodView Running(Pod pod, string hostAddress, string address, DateTimeOffset now)
    {
        var sandbox = $"{pod.Metadata.Uid}-sandbox";
        var since = pod.Status?.StartTime ?? Timestamps.WholeSeconds(now);
        var containers = PodContainer.Of(pod.Spec ?? new PodSpec())
            .Select(container => Run(container, $"{pod.Metadata.Uid}-{container.Name}", sandbox, since))
            .ToArray();
        return new PodView
        {
            HostIP = hostAddress,
            Sandbox = new ObservedSandbox(sandbox, true, 0, address),
            Containers = containers,
            VolumesReady = true,
            Health = containers.Where(run => run.Running).ToDictionary(run => run.Id, _ => Healthy, StringComparer.Ordinal),
        };
    }

    private static ObservedContainer Run(PodContainer container, string id, string sandbox, DateTimeOffset since) => new()
    {
        Id = id,
        Name = container.Name,
        SpecHash = ContainerSpecHash.Of(container.Spec),
        SandboxId = sandbox,
        Running = container.Role != ContainerRole.Init,
        StartedAt = since,
        FinishedAt = container.Role == ContainerRole.Init ? since : null,
        Image = container.Spec.Image ?? "",
        ImageId = $"docker://{container.Spec.Image}",
    };
}
