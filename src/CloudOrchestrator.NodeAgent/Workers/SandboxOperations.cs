using CloudOrchestrator.NodeAgent.Environment;
using CloudOrchestrator.NodeAgent.Networking;
using CloudOrchestrator.NodeAgent.Pods;
using CloudOrchestrator.NodeAgent.Runtime;
using CloudOrchestrator.NodeAgent.Volumes;

namespace CloudOrchestrator.NodeAgent.Workers;

/// <summary>Makes and takes down what a pod's containers share. All methods are idempotent.</summary>
internal sealed class SandboxOperations(AgentContext context)
{
    /// <summary>The pod's newest sandbox as the plan sees it.</summary>
    public ObservedSandbox? Observe(Pod pod)
    {
        var uid = pod.Metadata.Uid ?? "";
        var newest = context.Containers.OfPod(uid).Where(container => container is { IsSandbox: true, Container.StartedAt: not null })
            .MaxBy(container => (AttemptOf(container), container.Container.State == RuntimeContainerState.Running));
        if (newest is null)
            return null;
        var address = pod.Spec?.HostNetwork == true ? context.Node.Address : context.Volumes.RecallAddress(uid, newest.Container.Id);
        return new ObservedSandbox(newest.Container.Id, newest.Container.State == RuntimeContainerState.Running, AttemptOf(newest), address);
    }

    /// <summary>Makes or refreshes the volumes; returns when to refresh them again.</summary>
    public Task<DateTimeOffset?> PrepareVolumesAsync(Pod pod, string podAddress, CancellationToken cancellationToken) =>
        context.Volumes.PrepareAsync(FactsOf(pod, podAddress), cancellationToken);

    /// <summary>What the pod may ask about itself.</summary>
    public DownwardFacts FactsOf(Pod pod, string podAddress) =>
        new(pod, podAddress, context.Node.Address, context.Node.AllocatableCpu, context.Node.AllocatableMemory);

    /// <summary>Creates and starts a sandbox, or takes the one that runs, and connects its network.</summary>
    public async Task CreateAsync(Pod pod, int attempt, CancellationToken cancellationToken)
    {
        var uid = pod.Metadata.Uid ?? "";
        await RemoveOtherSandboxesAsync(uid, cancellationToken);
        var running = context.Containers.OfPod(uid)
            .FirstOrDefault(container => container.IsSandbox && container.Container.State == RuntimeContainerState.Running);
        var id = running?.Container.Id ?? await StartAsync(pod, attempt, cancellationToken);
        if (pod.Spec?.HostNetwork != true && context.Volumes.RecallAddress(uid, id) is null)
        {
            var container = await context.Runtime.InspectAsync(id, cancellationToken)
                ?? throw new RuntimeException(RuntimeFailure.NotFound, "the sandbox has vanished");
            var address = await context.Network.AttachAsync(SandboxOf(pod, container, null), cancellationToken);
            context.Volumes.RememberAddress(uid, id, address);
        }
        await context.Containers.RefreshAsync(id, cancellationToken);
    }

    /// <summary>Takes down sandboxes, their network and the pod's volumes; ended containers stay.</summary>
    public async Task ReleaseAsync(Pod pod, CancellationToken cancellationToken)
    {
        var uid = pod.Metadata.Uid ?? "";
        foreach (var sandbox in context.Containers.OfPod(uid).Where(container => container.IsSandbox))
            await RemoveSandboxAsync(pod, sandbox, cancellationToken);
        context.Volumes.Remove(uid);
    }

    /// <summary>Takes down everything of a pod.</summary>
    public async Task ReleaseAllAsync(Pod pod, CancellationToken cancellationToken)
    {
        var uid = pod.Metadata.Uid ?? "";
        foreach (var container in context.Containers.OfPod(uid).Where(container => !container.IsSandbox))
            await RemoveContainerAsync(container.Container.Id, cancellationToken);
        await ReleaseAsync(pod, cancellationToken);
        context.Volumes.RemovePod(uid);
    }

    /// <summary>Removes an ended container.</summary>
    public async Task RemoveContainerAsync(string id, CancellationToken cancellationToken)
    {
        await context.Runtime.RemoveAsync(id, cancellationToken);
        await context.Containers.RefreshAsync(id, cancellationToken);
    }

    /// <summary>A sandbox in the network's terms.</summary>
    public static PodSandbox SandboxOf(Pod pod, RuntimeContainer container, string? address) => new(
        pod.Metadata.Uid ?? "", pod.Metadata.Namespace ?? "", pod.Metadata.Name ?? "", container.Id, container.ProcessId, address);

    private static int AttemptOf(CachedContainer container) =>
        int.TryParse(container.Container.Labels.GetValueOrDefault(RuntimeLabels.Attempt), out var attempt) ? attempt : 0;

    private async Task<string> StartAsync(Pod pod, int attempt, CancellationToken cancellationToken)
    {
        await context.Runtime.EnsureSandboxImageAsync(context.PauseImage, cancellationToken);
        var hostname = HostsFile.KernelNameOf(pod, context.ClusterDomain);
        var id = await context.Runtime.CreateSandboxAsync(ContainerConfigs.Sandbox(pod, attempt, context.PauseImage, hostname), cancellationToken);
        await context.Runtime.StartAsync(id, cancellationToken);
        await context.Containers.RefreshAsync(id, cancellationToken);
        return id;
    }

    // What has ended, and what an agent that was killed between creating and starting it has left behind.
    private async Task RemoveOtherSandboxesAsync(string uid, CancellationToken cancellationToken)
    {
        foreach (var ended in context.Containers.OfPod(uid)
            .Where(container => container.IsSandbox && container.Container.State != RuntimeContainerState.Running))
        {
            var pod = new Pod { Metadata = new ObjectMeta { Uid = uid } };
            await RemoveSandboxAsync(pod, ended, cancellationToken);
        }
    }

    private async Task RemoveSandboxAsync(Pod pod, CachedContainer sandbox, CancellationToken cancellationToken)
    {
        var address = context.Volumes.RecallAddress(pod.Metadata.Uid ?? "", sandbox.Container.Id);
        if (address is not null)
            await context.Network.DetachAsync(SandboxOf(pod, sandbox.Container, address), cancellationToken);
        await context.Runtime.StopAsync(sandbox.Container.Id, TimeSpan.Zero, cancellationToken);
        await RemoveContainerAsync(sandbox.Container.Id, cancellationToken);
    }
}
