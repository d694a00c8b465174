using System.Collections.Immutable;

namespace CloudOrchestrator.NodeAgent.Pods;

/// <summary>Puts together the status of a pod from what was observed and decided.</summary>
internal sealed class PodStatusComposer(Pod pod, PodView view, DateTimeOffset now, PodRejection? ending)
{
    private readonly PodSpec _spec = pod.Spec ?? new PodSpec();
    private readonly PodStatus _old = pod.Status ?? new PodStatus();

    public PodStatus Compose(
        IReadOnlyList<PodContainer> containers,
        IReadOnlyDictionary<string, ContainerHistory> histories,
        IReadOnlyDictionary<string, ContainerDecision> decisions)
    {
        if (view.Rejection is not null && view.Sandbox is null && view.Containers.Count == 0)
            return Rejected();
        var statuses = new ContainerStatusComposer(_spec, _old, view);
        var all = containers.ToDictionary(
            container => container.Name,
            container => statuses.Compose(container, histories[container.Name], decisions.GetValueOrDefault(container.Name, ContainerDecision.Nothing)),
            StringComparer.Ordinal);
        var init = Of(containers, all, ContainerRole.Init, ContainerRole.Sidecar);
        var app = Of(containers, all, ContainerRole.App);
        var ephemeral = Of(containers, all, ContainerRole.Ephemeral);
        var phase = PhaseOf(containers, init, app);
        var addresses = AddressesOf(phase);
        var status = _old with
        {
            Phase = phase,
            Reason = ending?.Reason ?? _old.Reason,
            Message = ending?.Message ?? _old.Message,
            HostIP = view.HostIP,
            HostIPs = [new HostIP { Ip = view.HostIP }],
            PodIP = addresses.Count > 0 ? addresses[0] : null,
            PodIPs = addresses.Count > 0 ? [.. addresses.Select(address => new PodIP { Ip = address })] : null,
            StartTime = _old.StartTime ?? Timestamps.WholeSeconds(now),
            InitContainerStatuses = init.Length > 0 ? init : null,
            ContainerStatuses = app,
            EphemeralContainerStatuses = ephemeral.Length > 0 ? ephemeral : null,
            QosClass = _old.QosClass ?? QualityOfService.Of(_spec),
        };
        return status with { Conditions = new PodConditions(pod, view, phase, now).Compose(containers, init, app) };
    }

    /// <summary>A pod the node never took on has a phase and a reason, and nothing of containers.</summary>
    private PodStatus Rejected() => _old with
    {
        Phase = "Failed",
        Reason = view.Rejection!.Reason,
        Message = view.Rejection.Message,
        StartTime = _old.StartTime ?? Timestamps.WholeSeconds(now),
        QosClass = _old.QosClass ?? QualityOfService.Of(_spec),
    };

    private string PhaseOf(IReadOnlyList<PodContainer> containers, IReadOnlyList<ContainerStatus> init, IReadOnlyList<ContainerStatus> app)
    {
        if (_old.Phase is "Failed" or "Succeeded")
            return _old.Phase;
        if (ending is not null)
            return "Failed";
        var deleted = view.Gone || pod.Metadata.DeletionTimestamp is not null;
        return PodPhase.Of(_spec, containers, init, app, isTerminal: deleted && view.Released);
    }

    private IReadOnlyList<string> AddressesOf(string phase)
    {
        if (_spec.HostNetwork == true)
            return view.Sandbox is not null || _old.PodIP is not null ? [view.HostIP] : [];
        if (view.Sandbox is { Running: true, Address: { } address })
            return [address];
        // An ended pod keeps the address it had; one that gets a new sandbox has none until then.
        return _old.PodIP is { Length: > 0 } old && (phase is "Succeeded" or "Failed" || pod.Metadata.DeletionTimestamp is not null) ? [old] : [];
    }

    private static ImmutableArray<ContainerStatus> Of(
        IReadOnlyList<PodContainer> containers, Dictionary<string, ContainerStatus> statuses, params ContainerRole[] roles) =>
        [.. containers.Where(container => roles.Contains(container.Role)).Select(container => statuses[container.Name])];
}
