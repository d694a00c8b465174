namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A pod in a few words: what <c>kubectl get pods</c> shows as READY, STATUS and RESTARTS.</summary>
/// <param name="Status">Phase, or the most telling reason of a container.</param>
/// <param name="ReadyContainers">Ready containers, restartable init containers included.</param>
/// <param name="Containers">Containers that should be ready.</param>
/// <param name="Restarts">Restarts of the containers that count now.</param>
/// <param name="LastRestart">When the last of those restarts happened; null when unknown.</param>
public sealed record PodSummary(string Status, int ReadyContainers, int Containers, int Restarts, DateTimeOffset? LastRestart)
{
    private const string LostNodeReason = "NodeLost";

    /// <summary>Sums up a pod.</summary>
    public static PodSummary Of(Pod pod)
    {
        var sidecars = (pod.Spec?.InitContainers ?? []).Where(IsSidecar).Select(container => container.Name).ToHashSet(StringComparer.Ordinal);
        var state = new State { Reason = PhaseReason(pod) };
        var initializing = ReadInitContainers(pod, sidecars, state);
        if (!initializing || HasCondition(pod, "Initialized", "True"))
            ReadContainers(pod, state);
        var total = (pod.Spec?.Containers?.Count ?? 0) + sidecars.Count;
        return new(DeletionReason(pod) ?? state.Reason, state.Ready, total, state.Restarts, state.LastRestart);
    }

    private static bool IsSidecar(Container container) => container.RestartPolicy == "Always";

    private static string PhaseReason(Pod pod)
    {
        if (pod.Status?.Conditions?.Any(condition => condition is { Type: "PodScheduled", Reason: "SchedulingGated" }) == true)
            return "SchedulingGated";
        return string.IsNullOrEmpty(pod.Status?.Reason) ? pod.Status?.Phase ?? "" : pod.Status.Reason;
    }

    private static string? DeletionReason(Pod pod)
    {
        if (pod.Metadata.DeletionTimestamp is null)
            return null;
        if (pod.Status?.Reason == LostNodeReason)
            return "Unknown";
        return pod.Status?.Phase is "Succeeded" or "Failed" ? null : "Terminating";
    }

    private static bool HasCondition(Pod pod, string type, string status) =>
        pod.Status?.Conditions?.Any(condition => condition.Type == type && condition.Status == status) == true;

    /// <summary>True when an init container still holds the pod back.</summary>
    private static bool ReadInitContainers(Pod pod, HashSet<string> sidecars, State state)
    {
        var statuses = pod.Status?.InitContainerStatuses ?? [];
        for (var i = 0; i < statuses.Count; i++)
        {
            var status = statuses[i];
            var sidecar = sidecars.Contains(status.Name);
            state.CountRestarts(status, sidecar);
            if (status.State?.Terminated is { ExitCode: 0 })
                continue;
            if (sidecar && status.Started == true)
            {
                state.Ready += status.Ready ? 1 : 0;
                continue;
            }

            state.Reason = "Init:" + InitReason(status.State, $"{Cell.Digits(i)}/{Cell.Digits(pod.Spec?.InitContainers?.Count ?? 0)}");
            return true;
        }

        return false;
    }

    private static string InitReason(ContainerState? state, string progress) => state switch
    {
        { Terminated: { } terminated } => TerminatedReason(terminated),
        { Waiting.Reason: { Length: > 0 } reason } when reason != "PodInitializing" => reason,
        _ => progress,
    };

    private static string TerminatedReason(ContainerStateTerminated terminated)
    {
        if (!string.IsNullOrEmpty(terminated.Reason))
            return terminated.Reason;
        return terminated.Signal is > 0 and var signal ? $"Signal:{Cell.Digits(signal)}" : $"ExitCode:{Cell.Digits(terminated.ExitCode)}";
    }

    private static void ReadContainers(Pod pod, State state)
    {
        state.KeepSidecarRestarts();
        var running = false;
        foreach (var status in (pod.Status?.ContainerStatuses ?? []).Reverse())
        {
            state.CountRestarts(status, sidecar: false);
            if (status.State?.Waiting is { Reason.Length: > 0 } waiting)
                state.Reason = waiting.Reason;
            else if (status.State?.Terminated is { } terminated)
                state.Reason = TerminatedReason(terminated);
            else if (status is { Ready: true, State.Running: not null })
            {
                running = true;
                state.Ready++;
            }
        }

        // Some containers are done, others run on: the pod as a whole is not completed.
        if (state.Reason == "Completed" && running)
            state.Reason = HasCondition(pod, "Ready", "True") ? "Running" : "NotReady";
    }

    private sealed class State
    {
        private int _sidecarRestarts;
        private DateTimeOffset? _lastSidecarRestart;

        public required string Reason { get; set; }

        public int Ready { get; set; }

        public int Restarts { get; private set; }

        public DateTimeOffset? LastRestart { get; private set; }

        public void CountRestarts(ContainerStatus status, bool sidecar)
        {
            var restarted = status.LastState?.Terminated?.FinishedAt;
            Restarts += status.RestartCount;
            LastRestart = Later(LastRestart, restarted);
            if (!sidecar)
                return;
            _sidecarRestarts += status.RestartCount;
            _lastSidecarRestart = Later(_lastSidecarRestart, restarted);
        }

        /// <summary>Once initialized, restarts of plain init containers no longer count.</summary>
        public void KeepSidecarRestarts()
        {
            Restarts = _sidecarRestarts;
            LastRestart = _lastSidecarRestart;
        }

        private static DateTimeOffset? Later(DateTimeOffset? first, DateTimeOffset? second) => first is null || second > first ? second ?? first : first;
    }
}
