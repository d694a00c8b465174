using CloudOrchestrator.Kinds.Core.ConfigMaps;
using CloudOrchestrator.Kinds.Core.Secrets;
using CloudOrchestrator.NodeAgent.Environment;
using CloudOrchestrator.NodeAgent.Images;
using CloudOrchestrator.NodeAgent.Pods;
using CloudOrchestrator.NodeAgent.Probes;
using CloudOrchestrator.NodeAgent.Runtime;
using CloudOrchestrator.NodeAgent.Volumes;

namespace CloudOrchestrator.NodeAgent.Workers;

/// <summary>Starts and ends containers of a pod, and tells of it in events.</summary>
internal sealed class ContainerOperations(AgentContext context, SandboxOperations sandboxes)
{
    private static readonly TimeSpan GraceAfterHookMin = TimeSpan.FromSeconds(2);

    /// <summary>Gets the image, creates the container, starts it and runs its postStart hook.</summary>
    /// <exception cref="ImagePullException">There is no image.</exception>
    /// <exception cref="ContainerStartException">It could not be created. A container that was created and cannot run is no exception: its state
    /// tells.</exception>
    public async Task StartAsync(Pod pod, PodAction.StartContainer action, ObservedSandbox sandbox, CancellationToken cancellationToken)
    {
        var container = action.Container;
        var image = await context.Images.EnsureAsync(pod, container, await PullSecretsAsync(pod, cancellationToken), cancellationToken);
        var id = await CreateAsync(pod, action, sandbox, image, cancellationToken);
        Tell(pod, container, "Normal", "Created", $"Created container: {container.Name}");
        try
        {
            await context.Runtime.StartAsync(id, cancellationToken);
        }
        catch (RuntimeException failure) when (failure.Failure is RuntimeFailure.TimedOut)
        {
            // Whether it runs, the engine's events or the next attempt will tell: it has the name, so that no second one can.
            Tell(pod, container, "Warning", "Failed", $"Error: {failure.Message}");
            throw new ContainerStartException("RunContainerError", failure.Message);
        }
        catch (RuntimeException failure) when (failure.Failure is not RuntimeFailure.Unreachable)
        {
            Tell(pod, container, "Warning", "Failed", $"Error: failed to start container \"{container.Name}\": Error response from daemon: {failure.Message}");
            await context.Containers.RefreshAsync(id, cancellationToken);
            return;
        }
        Tell(pod, container, "Normal", "Started", $"Started container {container.Name}");
        await context.Containers.RefreshAsync(id, cancellationToken);
        if (container.Spec.Lifecycle?.PostStart is { } hook)
            await RunPostStartAsync(new ContainerTarget(pod, container.Spec, id, sandbox.Address ?? ""), container, hook, cancellationToken);
    }

    /// <summary>Runs the preStop hook and ends the container, both within the grace period.</summary>
    public async Task KillAsync(Pod pod, PodAction.KillContainer action, string podAddress, CancellationToken cancellationToken)
    {
        var container = PodContainer.Of(pod.Spec ?? new PodSpec()).FirstOrDefault(candidate => candidate.Name == action.ContainerName);
        context.Events.Record(pod, container?.FieldPath ?? "", "Normal", "Killing", action.Message);
        var grace = TimeSpan.FromSeconds(action.GraceSeconds);
        if (container?.Spec.Lifecycle?.PreStop is { } hook && grace > TimeSpan.Zero)
            grace = await RunPreStopAsync(new ContainerTarget(pod, container.Spec, action.ContainerId, podAddress), container, hook, grace, cancellationToken);
        await context.Runtime.StopAsync(action.ContainerId, grace, cancellationToken);
        await context.Containers.RefreshAsync(action.ContainerId, cancellationToken);
    }

    /// <summary>Ends a container that is being ended, within a shorter grace.</summary>
    public async Task CutShortAsync(PodAction.KillContainer action, CancellationToken cancellationToken)
    {
        await context.Runtime.StopAsync(action.ContainerId, TimeSpan.FromSeconds(action.GraceSeconds), cancellationToken);
        await context.Containers.RefreshAsync(action.ContainerId, cancellationToken);
    }

    private async Task<string> CreateAsync(
        Pod pod, PodAction.StartContainer action, ObservedSandbox sandbox, RuntimeImage image, CancellationToken cancellationToken)
    {
        var container = action.Container;
        try
        {
            RequireNonRoot(pod, container, image);
            var target = container.TargetContainerName is { Length: > 0 } name ? RunningId(pod, name) : null;
            var surroundings = await SurroundingsAsync(pod, action, sandbox, cancellationToken);
            var config = ContainerConfigs.Container(pod, container, action.Attempt, action.BackOffLevel, sandbox.Id, target, surroundings);
            return await context.Runtime.CreateContainerAsync(config, cancellationToken);
        }
        catch (Exception failure) when (failure is ContainerConfigException or VolumeException)
        {
            Tell(pod, container, "Warning", "Failed", $"Error: {failure.Message}");
            throw new ContainerStartException("CreateContainerConfigError", failure.Message);
        }
        catch (RuntimeException failure) when (failure.Failure is not RuntimeFailure.Unreachable)
        {
            Tell(pod, container, "Warning", "Failed", $"Error: Error response from daemon: {failure.Message}");
            throw new ContainerStartException("CreateContainerError", $"Error response from daemon: {failure.Message}");
        }
    }

    private async Task<ContainerSurroundings> SurroundingsAsync(
        Pod pod, PodAction.StartContainer action, ObservedSandbox sandbox, CancellationToken cancellationToken)
    {
        var spec = action.Container.Spec;
        var @namespace = pod.Metadata.Namespace ?? "";
        var maps = new Dictionary<string, ConfigMap>(StringComparer.Ordinal);
        var secrets = new Dictionary<string, Secret>(StringComparer.Ordinal);
        var references = VolumeReferences.Of(new PodSpec { Containers = [spec] });
        foreach (var name in references.ConfigMaps)
        {
            if (await context.Objects.ConfigMapAsync(@namespace, name, cancellationToken) is { } map)
                maps[name] = map;
        }
        foreach (var name in references.Secrets)
        {
            if (await context.Objects.SecretAsync(@namespace, name, cancellationToken) is { } secret)
                secrets[name] = secret;
        }
        await context.Services.SyncedAsync(cancellationToken);
        var services = ServiceVariables.Of(context.Services.Items.Values, @namespace, pod.Spec?.EnableServiceLinks ?? true);
        var facts = sandboxes.FactsOf(pod, sandbox.Address ?? "");
        var environment = new ContainerEnvironment(facts, services, maps, secrets).Compile(spec);
        var variables = environment.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        var managed = context.Volumes.ManagedFilesOf(pod, spec, action.Attempt, sandbox.Address ?? "");
        var messagePath = spec.TerminationMessagePath is { Length: > 0 } path ? path : "/dev/termination-log";
        return new ContainerSurroundings(
            environment,
            [.. context.Volumes.MountsOf(pod, spec, variables), .. managed],
            managed.FirstOrDefault(mount => mount.Target == messagePath)?.Source ?? "",
            context.Node.AllocatableMemory.Units);
    }

    private static void RequireNonRoot(Pod pod, PodContainer container, RuntimeImage image)
    {
        var own = container.Spec.SecurityContext;
        var shared = pod.Spec?.SecurityContext;
        if ((own?.RunAsNonRoot ?? shared?.RunAsNonRoot) != true)
            return;
        var where = $"(pod: \"{pod.Metadata.Name}_{pod.Metadata.Namespace}({pod.Metadata.Uid})\", container: {container.Name})";
        if ((own?.RunAsUser ?? shared?.RunAsUser) is { } user)
        {
            if (user == 0)
                throw new ContainerConfigException($"container's runAsUser breaks non-root policy {where}");
            return;
        }
        var imageUser = image.User.Split(':')[0];
        if (imageUser is "" or "0" or "root")
            throw new ContainerConfigException($"container has runAsNonRoot and image will run as root {where}");
        if (!long.TryParse(imageUser, out _))
            throw new ContainerConfigException($"container has runAsNonRoot and image has non-numeric user ({imageUser}), cannot verify user is non-root {where}");
    }

    private string? RunningId(Pod pod, string containerName) => context.Containers.OfPod(pod.Metadata.Uid ?? "")
        .Select(container => container.Observed)
        .OfType<ObservedContainer>()
        .FirstOrDefault(container => container.Running && container.Name == containerName)?.Id
        ?? throw new ContainerConfigException($"unable to find target container {containerName}");

    private async Task<IReadOnlyList<Secret>> PullSecretsAsync(Pod pod, CancellationToken cancellationToken)
    {
        var secrets = new List<Secret>();
        foreach (var reference in pod.Spec?.ImagePullSecrets ?? [])
        {
            if (string.IsNullOrEmpty(reference.Name))
                continue;
            if (await context.Objects.SecretAsync(pod.Metadata.Namespace ?? "", reference.Name, cancellationToken) is { } secret)
                secrets.Add(secret);
            else
                context.Events.Record(pod, "", "Warning", "FailedToRetrieveImagePullSecret",
                    $"Unable to retrieve some image pull secrets ({reference.Name}); attempting to pull the image may not succeed.");
        }
        return secrets;
    }

    private async Task RunPostStartAsync(ContainerTarget target, PodContainer container, LifecycleHandler hook, CancellationToken cancellationToken)
    {
        if (await context.Hooks.RunAsync(target, hook, cancellationToken) is not { } problem)
            return;
        Tell(target.Pod, container, "Warning", "FailedPostStartHook", $"PostStartHook failed: {problem}");
        var kill = new PodAction.KillContainer(target.ContainerId, container.Name, PodSync.GraceSecondsOf(target.Pod), "FailedPostStartHook");
        await KillAsync(target.Pod, kill, target.PodAddress, cancellationToken);
    }

    /// <summary>Returns what is left of the grace period, and a little when nothing is.</summary>
    private async Task<TimeSpan> RunPreStopAsync(
        ContainerTarget target, PodContainer container, LifecycleHandler hook, TimeSpan grace, CancellationToken cancellationToken)
    {
        var begun = context.Time.GetTimestamp();
        using var limit = new CancellationTokenSource(grace, context.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            if (await context.Hooks.RunAsync(target, hook, both.Token) is { } problem)
                Tell(target.Pod, container, "Warning", "FailedPreStopHook", $"PreStopHook failed: {problem}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Tell(target.Pod, container, "Warning", "FailedPreStopHook", "PreStopHook did not complete in the grace period");
        }
        var left = grace - context.Time.GetElapsedTime(begun);
        return left > GraceAfterHookMin ? left : GraceAfterHookMin;
    }

    private void Tell(Pod pod, PodContainer container, string type, string reason, string message) =>
        context.Events.Record(pod, container.FieldPath, type, reason, message);
}
