namespace CloudOrchestrator.NodeAgent.Pods;

/// <summary>Puts together the status of one container.</summary>
internal sealed class ContainerStatusComposer(PodSpec spec, PodStatus old, PodView view)
{
    private const int SignalBase = 128;

    private readonly string _defaultWaitingReason = spec.InitContainers is { Count: > 0 } ? "PodInitializing" : "ContainerCreating";

    public ContainerStatus Compose(PodContainer container, ContainerHistory history, ContainerDecision decision)
    {
        var newest = history.Newest;
        var started = newest is not null && PodDraft.IsStarted(container, newest, view);
        var status = new ContainerStatus
        {
            Name = container.Name,
            Image = newest is { Image.Length: > 0 } ? newest.Image : container.Spec.Image ?? "",
            ImageID = newest?.ImageId ?? "",
            ContainerID = newest is null ? null : $"docker://{newest.Id}",
            RestartCount = newest?.Attempt ?? 0,
            State = StateOf(newest, decision),
            LastState = LastStateOf(history, decision),
            Started = started,
            Ready = IsReady(container, newest, started),
            VolumeMounts = MountsOf(container.Spec),
        };
        return newest is null ? KeepWhatIsForgotten(container, status) : status;
    }

    /// <summary>The state of an ended run.</summary>
    internal static ContainerStateTerminated TerminatedOf(ObservedContainer run) => new()
    {
        ExitCode = run.ExitCode,
        // The engine does not tell signals apart from exit codes; a code above 128 is a shell's way to say so, and Kubernetes leaves signal unset for it too.
        Signal = null,
        Reason = ReasonOf(run),
        Message = run.StartError.Length > 0 ? run.StartError : run.TerminationMessage.Length > 0 ? run.TerminationMessage : null,
        StartedAt = run.StartedAt is { } start ? Timestamps.WholeSeconds(start) : run.FinishedAt is { } never ? Timestamps.WholeSeconds(never) : null,
        FinishedAt = run.FinishedAt is { } end ? Timestamps.WholeSeconds(end) : null,
        ContainerID = $"docker://{run.Id}",
    };

    private static string ReasonOf(ObservedContainer run)
    {
        if (run.StartError.Length > 0)
            return "ContainerCannotRun";
        if (run.OutOfMemory)
            return "OOMKilled";
        return run.ExitCode == 0 ? "Completed" : "Error";
    }

    private ContainerState StateOf(ObservedContainer? newest, ContainerDecision decision)
    {
        if (newest is { Running: true })
            return new ContainerState { Running = new ContainerStateRunning { StartedAt = Timestamps.WholeSeconds(newest.StartedAt!.Value) } };
        if (decision.WaitingReason is { } reason)
            return new ContainerState { Waiting = new ContainerStateWaiting { Reason = reason, Message = decision.WaitingMessage } };
        return newest is null
            ? new ContainerState { Waiting = new ContainerStateWaiting { Reason = _defaultWaitingReason } }
            : new ContainerState { Terminated = TerminatedOf(newest) };
    }

    private static ContainerState LastStateOf(ContainerHistory history, ContainerDecision decision)
    {
        var last = history.Newest is { Running: false } ended && decision.WaitingReason is not null ? ended : history.Previous;
        return last is { Running: false } ? new ContainerState { Terminated = TerminatedOf(last) } : new ContainerState();
    }

    /// <summary>An ended run whose container somebody removed is still known from the status written before; a run that was going on is lost.</summary>
    private ContainerStatus KeepWhatIsForgotten(PodContainer container, ContainerStatus status)
    {
        var known = (old.ContainerStatuses ?? []).Concat(old.InitContainerStatuses ?? []).Concat(old.EphemeralContainerStatuses ?? [])
            .FirstOrDefault(before => before.Name == container.Name);
        var over = old.Phase is "Succeeded" or "Failed" || view.Released || view.SandboxReleased;
        if (known?.State?.Terminated is not null)
            return known with { Ready = container.Role == ContainerRole.Init && known.State.Terminated.ExitCode == 0, Started = false };
        if (known?.State?.Running is null || !over)
            return status;
        var lost = new ContainerStateTerminated
        {
            ExitCode = SignalBase + 9,
            Reason = "ContainerStatusUnknown",
            Message = "The container could not be located when the pod was terminated",
        };
        return known with { Ready = false, Started = false, State = new ContainerState { Terminated = lost } };
    }

    private bool IsReady(PodContainer container, ObservedContainer? newest, bool started)
    {
        if (container.Role == ContainerRole.Init)
            return newest is { Running: false, ExitCode: 0 };
        if (container.Role == ContainerRole.Ephemeral || newest is not { Running: true } || !started)
            return false;
        return container.Spec.ReadinessProbe is null
            || view.Health.GetValueOrDefault(newest.Id, ContainerHealth.Unknown).Readiness == ProbeVerdict.Success;
    }

    private static VolumeMountStatus[]? MountsOf(Container container) => container.VolumeMounts is not { Count: > 0 } mounts ? null :
    [
        .. mounts.Select(mount => new VolumeMountStatus
        {
            Name = mount.Name,
            MountPath = mount.MountPath,
            ReadOnly = mount.ReadOnly == true ? true : null,
            RecursiveReadOnly = mount.ReadOnly == true ? "Disabled" : null,
        }),
    ];
}
