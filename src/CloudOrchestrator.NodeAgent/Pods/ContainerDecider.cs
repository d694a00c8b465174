namespace CloudOrchestrator.NodeAgent.Pods;

/// <summary>Decides for one container of a pod that is to run: start, restart, wait, kill or leave alone.</summary>
internal sealed class ContainerDecider(Pod pod, PodView view, DateTimeOffset now)
{
    private static readonly TimeSpan PullFailureShownFor = TimeSpan.FromSeconds(2);

    private readonly string _restartPolicy = pod.Spec?.RestartPolicy ?? "Always";

    public ContainerDecision Decide(PodContainer container, ContainerHistory history)
    {
        if (view.Starting.Contains(container.Name))
            return ContainerDecision.Nothing;
        return history.Current switch
        {
            null => Start(container, history, backOffLevel: 0),
            { Running: true } running => DecideRunning(container, running),
            var ended => DecideEnded(container, history, ended),
        };
    }

    /// <summary>True when an ended run is followed by another.</summary>
    public bool Restarts(PodContainer container, ObservedContainer ended) => container.Role switch
    {
        ContainerRole.Ephemeral => false,
        ContainerRole.Sidecar => true,
        ContainerRole.Init => ended.ExitCode != 0 && _restartPolicy != "Never",
        _ => _restartPolicy switch { "Never" => false, "OnFailure" => ended.ExitCode != 0, _ => true },
    };

    private ContainerDecision DecideRunning(PodContainer container, ObservedContainer running)
    {
        if (container.Role == ContainerRole.Ephemeral || view.Killing.ContainsKey(running.Id))
            return ContainerDecision.Nothing;
        var health = view.Health.GetValueOrDefault(running.Id, ContainerHealth.Unknown);
        var restarts = Restarts(container, running with { ExitCode = 137 }) ? ", will be restarted" : "";
        if (running.SpecHash.Length > 0 && running.SpecHash != ContainerSpecHash.Of(container.Spec))
            return Kill(container, running, null, $"Container {container.Name} definition changed, will be restarted");
        if (health.Liveness == ProbeVerdict.Failure)
            return Kill(container, running, container.Spec.LivenessProbe, $"Container {container.Name} failed liveness probe{restarts}");
        if (health.Startup == ProbeVerdict.Failure)
            return Kill(container, running, container.Spec.StartupProbe, $"Container {container.Name} failed startup probe{restarts}");
        return ContainerDecision.Nothing;
    }

    private ContainerDecision DecideEnded(PodContainer container, ContainerHistory history, ObservedContainer ended)
    {
        if (ended.SpecHash.Length > 0 && ended.SpecHash != ContainerSpecHash.Of(container.Spec) && container.Role != ContainerRole.Ephemeral)
            return Start(container, history, backOffLevel: 0);
        if (!Restarts(container, ended))
            return ContainerDecision.Nothing;
        var (delay, level) = CrashBackOff.After(ended);
        var at = (ended.FinishedAt ?? now) + delay;
        if (at <= now)
            return Start(container, history, level);
        var where = $"{pod.Metadata.Name}_{pod.Metadata.Namespace}({pod.Metadata.Uid})";
        return new ContainerDecision(
            WaitingReason: "CrashLoopBackOff",
            WaitingMessage: $"back-off {GoDuration.Format(delay)} restarting failed container={container.Name} pod={where}",
            Until: at,
            Notice: new PodAction.Tell(
                ended.Id, "Warning", "BackOff", $"Back-off restarting failed container {container.Name} in pod {where}", container.FieldPath));
    }

    private ContainerDecision Start(PodContainer container, ContainerHistory history, int backOffLevel)
    {
        if (!view.StartFailures.TryGetValue(container.Name, out var failure))
            return new ContainerDecision(new PodAction.StartContainer(container, history.NextAttempt, backOffLevel));
        var waiting = Waiting(container, failure);
        return failure.RetryAt > now
            ? waiting
            : waiting with { Action = new PodAction.StartContainer(container, history.NextAttempt, backOffLevel), Until = null, Notice = null };
    }

    /// <summary>A failed pull is reported as such for a moment, so that its reason is seen, and then as the wait for the next.</summary>
    private ContainerDecision Waiting(PodContainer container, StartFailure failure)
    {
        var reported = failure.FailedAt + PullFailureShownFor;
        if (failure.Reason != StartFailure.ErrImagePull || reported > now)
        {
            var until = failure.Reason == StartFailure.ErrImagePull && reported < failure.RetryAt ? reported : failure.RetryAt;
            return new ContainerDecision(WaitingReason: failure.Reason, WaitingMessage: failure.Message, Until: until);
        }
        var text = $"Back-off pulling image \"{container.Spec.Image}\"";
        return new ContainerDecision(
            WaitingReason: "ImagePullBackOff",
            WaitingMessage: $"{text}: {failure.Reason}: {failure.Message}",
            Until: failure.RetryAt,
            Notice: new PodAction.Tell($"{container.Name}@{failure.FailedAt.UtcTicks}", "Normal", "BackOff", text, container.FieldPath));
    }

    private ContainerDecision Kill(PodContainer container, ObservedContainer running, Probe? probe, string message)
    {
        var grace = probe?.TerminationGracePeriodSeconds ?? PodSync.GraceSecondsOf(pod);
        return new ContainerDecision(new PodAction.KillContainer(running.Id, container.Name, grace, message));
    }
}
