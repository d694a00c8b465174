namespace CloudOrchestrator.NodeAgent.Pods;

/// <summary>A plan in the making: the inputs, the decision per container and the actions so far.</summary>
internal sealed class PodDraft
{
    private readonly List<PodAction> _actions = [];
    private readonly Dictionary<string, ContainerHistory> _histories;
    private readonly Dictionary<string, ContainerDecision> _decisions = new(StringComparer.Ordinal);
    private readonly ContainerDecider _decider;
    private DateTimeOffset? _nextCheck;

    public PodDraft(Pod pod, PodView view, DateTimeOffset now)
    {
        Pod = pod;
        View = view;
        Now = now;
        Containers = PodContainer.Of(pod.Spec ?? new PodSpec());
        _histories = Containers.ToDictionary(container => container.Name, container => new ContainerHistory(container.Name, view), StringComparer.Ordinal);
        _decider = new ContainerDecider(pod, view, now);
        Ending = view.Rejection ?? DeadlineExceeded();
    }

    public Pod Pod { get; }

    public PodView View { get; }

    public DateTimeOffset Now { get; }

    public IReadOnlyList<PodContainer> Containers { get; }

    /// <summary>Why the node ends the pod; null when it does not.</summary>
    public PodRejection? Ending { get; }

    private DateTimeOffset? Deadline => Pod.Spec?.ActiveDeadlineSeconds is { } seconds && Pod.Status?.StartTime is { } start ? start.AddSeconds(seconds) : null;

    public void Add(PodAction action) => _actions.Add(action);

    public void CheckAgainAt(DateTimeOffset time)
    {
        if (_nextCheck is null || time < _nextCheck)
            _nextCheck = time;
    }

    public void CheckAgainAtDeadline()
    {
        if (Deadline is { } deadline && deadline > Now)
            CheckAgainAt(deadline);
    }

    /// <summary>True when every container of the pod has ended for good, or an init container has failed for good.</summary>
    public bool ContainersAreDone()
    {
        var apps = Containers.Where(container => container.Role == ContainerRole.App).ToArray();
        if (Containers.Any(container => container.Role == ContainerRole.Init && EndedForGood(container, failed: true)))
            return apps.All(container => _histories[container.Name].Newest is not { Running: true });
        return apps.Length > 0 && apps.All(container => EndedForGood(container, failed: false));
    }

    /// <summary>Runs the init containers in order, as far as they are. True when all that must be done before the containers is.</summary>
    public bool PlanInitContainers()
    {
        var alreadyInitialized = Containers.Any(container => container.Role == ContainerRole.App && _histories[container.Name].Current is not null);
        foreach (var container in Containers.Where(container => container.Role is ContainerRole.Init or ContainerRole.Sidecar))
        {
            if (alreadyInitialized && container.Role == ContainerRole.Init)
                continue;
            Decide(container);
            if (!alreadyInitialized && !IsPast(container))
                return false;
        }
        return true;
    }

    public void PlanContainers(ContainerRole role)
    {
        foreach (var container in Containers.Where(container => container.Role == role))
            Decide(container);
    }

    public void RemoveSuperfluous()
    {
        foreach (var run in _histories.Values.SelectMany(history => history.Superfluous))
            Add(new PodAction.RemoveContainer(run.Id));
    }

    public PodPlan Finish()
    {
        var composer = new PodStatusComposer(Pod, View, Now, Ending);
        return new PodPlan(_actions, composer.Compose(Containers, _histories, _decisions), _nextCheck);
    }

    /// <summary>An init container is past when it succeeded, a sidecar when it has started.</summary>
    private bool IsPast(PodContainer container)
    {
        var current = _histories[container.Name].Current;
        return container.Role == ContainerRole.Init
            ? current is { Running: false, ExitCode: 0 }
            : current is not null && IsStarted(container, current, View);
    }

    internal static bool IsStarted(PodContainer container, ObservedContainer run, PodView view) =>
        run.Running && !view.Starting.Contains(container.Name)
            && (container.Spec.StartupProbe is null || view.Health.GetValueOrDefault(run.Id, ContainerHealth.Unknown).Startup == ProbeVerdict.Success);

    private void Decide(PodContainer container)
    {
        var decision = _decider.Decide(container, _histories[container.Name]);
        _decisions[container.Name] = decision;
        if (decision.Action is { } action)
            Add(action);
        if (decision.Notice is { } notice)
            Add(notice);
        if (decision.Until is { } until)
            CheckAgainAt(until);
    }

    private bool EndedForGood(PodContainer container, bool failed)
    {
        if (View.Starting.Contains(container.Name) || _histories[container.Name].Newest is not { Running: false } ended || (failed && ended.ExitCode == 0))
            return false;
        var changed = ended.SpecHash.Length > 0 && ended.SpecHash != ContainerSpecHash.Of(container.Spec);
        return !changed && !_decider.Restarts(container, ended);
    }

    private PodRejection? DeadlineExceeded() => Deadline is { } deadline && deadline <= Now
        ? new PodRejection("DeadlineExceeded", "Pod was active on the node longer than the specified deadline")
        : null;
}
