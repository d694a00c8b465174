using System.Collections.Immutable;

namespace CloudOrchestrator.NodeAgent.Pods;

/// <summary>The conditions a node reports of a pod. Those of others (PodScheduled, readiness gates) stay as they are.</summary>
internal sealed class PodConditions(Pod pod, PodView view, string phase, DateTimeOffset now)
{
    private readonly IReadOnlyList<PodCondition> _old = pod.Status?.Conditions ?? [];

    public IReadOnlyList<PodCondition> Compose(
        IReadOnlyList<PodContainer> containers, IReadOnlyList<ContainerStatus> init, IReadOnlyList<ContainerStatus> app)
    {
        var sidecars = containers.Where(container => container.Role == ContainerRole.Sidecar).Select(container => container.Name)
            .ToHashSet(StringComparer.Ordinal);
        var containersReady = ContainersReady(app, [.. init.Where(status => sidecars.Contains(status.Name))]);
        PodCondition[] ours =
        [
            new() { Type = "PodReadyToStartContainers", Status = view.Sandbox is { Running: true, Address: not null } ? "True" : "False" },
            Initialized(init, app, sidecars),
            Ready(containersReady),
            containersReady,
            Find("PodScheduled") ?? new PodCondition { Type = "PodScheduled", Status = "True" },
        ];
        var types = ours.Select(condition => condition.Type).ToHashSet(StringComparer.Ordinal);
        return [.. ours.Select(WithTransition), .. _old.Where(condition => !types.Contains(condition.Type))];
    }

    private PodCondition WithTransition(PodCondition condition)
    {
        var before = Find(condition.Type);
        return before is not null && before.Status == condition.Status
            ? condition with { LastTransitionTime = before.LastTransitionTime, LastProbeTime = before.LastProbeTime }
            : condition with { LastTransitionTime = Timestamps.WholeSeconds(now) };
    }

    private PodCondition Initialized(IReadOnlyList<ContainerStatus> init, IReadOnlyList<ContainerStatus> app, HashSet<string> sidecars)
    {
        var begun = app.Any(status => status.State?.Waiting is null || status.LastState?.Terminated is not null);
        var incomplete = init
            .Where(status => sidecars.Contains(status.Name) ? !begun && !(status.Started ?? false) : !status.Ready && !begun)
            .Select(status => status.Name)
            .ToArray();
        if (phase == "Succeeded")
            return new PodCondition { Type = "Initialized", Status = "True", Reason = "PodCompleted" };
        return incomplete.Length == 0
            ? new PodCondition { Type = "Initialized", Status = "True" }
            : new PodCondition
            {
                Type = "Initialized",
                Status = "False",
                Reason = "ContainersNotInitialized",
                Message = $"containers with incomplete status: [{string.Join(' ', incomplete)}]",
            };
    }

    private PodCondition ContainersReady(IReadOnlyList<ContainerStatus> app, IReadOnlyList<ContainerStatus> sidecars)
    {
        const string Type = "ContainersReady";
        if (phase == "Succeeded")
            return new PodCondition { Type = Type, Status = "False", Reason = "PodCompleted" };
        if (phase == "Failed")
            return new PodCondition { Type = Type, Status = "False", Reason = "PodFailed" };
        var unready = sidecars.Concat(app).Where(status => !status.Ready).Select(status => status.Name).ToArray();
        return unready.Length == 0
            ? new PodCondition { Type = Type, Status = "True" }
            : new PodCondition
            {
                Type = Type,
                Status = "False",
                Reason = "ContainersNotReady",
                Message = $"containers with unready status: [{string.Join(' ', unready)}]",
            };
    }

    private PodCondition Ready(PodCondition containersReady)
    {
        if (containersReady.Status != "True")
            return containersReady with { Type = "Ready" };
        var unmet = (pod.Spec?.ReadinessGates ?? []).Select(UnmetGate).OfType<string>().ToImmutableArray();
        return unmet.Length == 0
            ? new PodCondition { Type = "Ready", Status = "True" }
            : new PodCondition { Type = "Ready", Status = "False", Reason = "ReadinessGatesNotReady", Message = string.Join(", ", unmet) };
    }

    private string? UnmetGate(PodReadinessGate gate) => Find(gate.ConditionType) switch
    {
        null => $"corresponding condition of pod readiness gate \"{gate.ConditionType}\" does not exist.",
        { Status: "True" } => null,
        var condition => $"the status of pod readiness gate \"{gate.ConditionType}\" is not \"True\", but {condition.Status}",
    };

    private PodCondition? Find(string type) => _old.FirstOrDefault(condition => condition.Type == type);
}
