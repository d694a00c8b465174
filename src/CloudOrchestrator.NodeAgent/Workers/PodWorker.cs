using System.Collections.Immutable;
using System.Globalization;
using System.Threading.Channels;
using CloudOrchestrator.NodeAgent.Measuring;
using CloudOrchestrator.NodeAgent.Pods;
using CloudOrchestrator.NodeAgent.Probes;
using CloudOrchestrator.NodeAgent.Runtime;

namespace CloudOrchestrator.NodeAgent.Workers;

/// <summary>
/// Keeps one pod as its object says: looks, plans, starts what the plan asks for, and looks again when something has changed. Its state is touched by its own
/// loop alone; whatever runs beside the loop hands its results in as steps for the loop to take.
/// </summary>
internal sealed class PodWorker : IAsyncDisposable
{
    private readonly AgentContext _context;
    private readonly SandboxOperations _sandboxes;
    private readonly PodOperations _operations;
    private readonly PodStatusWriter _status;
    private readonly PodProbes _probes;
    private readonly PodMemory _memory = new();
    private readonly Channel<Action> _steps = Channel.CreateUnbounded<Action>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Func<Pod, PodRejection?> _admit;
    private readonly PodStart _start;
    private Pod _pod;

    // Touched by those who call Update and Remove, who do so one after the other.
    private Pod? _told;
    private bool _gone;
    private bool _countsAsRunning;

    public PodWorker(AgentContext context, Pod pod, Func<Pod, PodRejection?> admit)
    {
        _context = context;
        _pod = pod;
        _admit = admit;
        _start = PodStart.Begin(pod, context.PodTrace(), context.Time);
        _sandboxes = new SandboxOperations(context);
        _operations = new PodOperations(context, _sandboxes, _memory, Post);
        _status = new PodStatusWriter(context, Post);
        _probes = new PodProbes(context.Probes, context.Events, context.Time, (id, kind, verdict) => Post(() => _memory.Found(id, kind, verdict)));
    }

    public string Uid => _pod.Metadata.Uid ?? "";

    /// <summary>The object as it is now. Nothing happens when it is the one that was told last: a change of one pod is told to the workers of all.</summary>
    public void Update(Pod pod)
    {
        if (ReferenceEquals(_told, pod))
            return;
        _told = pod;
        Post(() => Take(pod));
    }

    /// <summary>The object no longer exists.</summary>
    public void Remove()
    {
        _told = null;
        Post(() => _gone = true);
    }

    /// <summary>A container has changed.</summary>
    public void Wake() => Post(static () => { });

    /// <summary>A ConfigMap or Secret that the pod refers to has changed.</summary>
    public void RefreshVolumes() => Post(() => _memory.VolumesStale = true);

    /// <summary>Works until nothing is left of the pod, or until cancelled; containers then stay as they are.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!_gone)
            _context.Objects.Refer(_pod);
        try
        {
            while (!(_gone && _memory.Released && _operations.Idle))
            {
                var next = await TurnAsync(cancellationToken);
                await StepAsync(next, cancellationToken);
            }
        }
        finally
        {
            _context.Objects.Forget(Uid);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _start.End();
        CountRunning(false);
        await _probes.DisposeAsync();
        await _operations.DisposeAsync();
        await _status.Running;
    }

    private void Take(Pod pod)
    {
        if (!ReferenceEquals(_pod.Metadata.Labels, pod.Metadata.Labels) || !ReferenceEquals(_pod.Metadata.Annotations, pod.Metadata.Annotations))
            _memory.VolumesStale = true;
        Adopt(pod);
        _gone = false;
    }

    /// <summary>Answers to writes and events of the watch arrive in any order; the newest object counts.</summary>
    private void Adopt(Pod pod)
    {
        if (VersionOf(pod) >= VersionOf(_pod))
            _pod = pod;
    }

    private static ulong VersionOf(Pod pod) =>
        ulong.TryParse(pod.Metadata.ResourceVersion, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;

    private void Post(Action step) => _steps.Writer.TryWrite(step);

    /// <summary>Looks and acts once; returns when to look again.</summary>
    private async Task<DateTimeOffset?> TurnAsync(CancellationToken cancellationToken)
    {
        // Without knowing all its containers a second one of a kind could be started. The news that they are known wakes.
        if (!_context.Containers.IsRead(Uid))
            return null;
        var now = _context.Time.GetUtcNow();
        var view = await ViewAsync();
        if (_memory.Rejection is null && !_memory.Admitted && !_gone)
            Admit(view);
        var plan = PodSync.Plan(_pod, view with { Rejection = _memory.Rejection }, now);
        var written = _gone || _status.IsWritten(_pod, plan.Status);
        foreach (var action in plan.Actions)
        {
            if (action is not PodAction.FinishDeletion || written)
                _operations.Begin(_pod, action, view, _start.Trace, cancellationToken);
        }

        CountRunning(view.Sandbox is { Running: true });
        if (_gone)
            _start.End();
        else
            _start.Reached(plan.Status.Phase);
        if (!written)
            _status.Begin(_pod, plan.Status, Adopt, cancellationToken);
        var next = plan.NextCheck;
        if (view.VolumesReady && view.Sandbox is { Running: true, Address: { } address } && _pod.Metadata.DeletionTimestamp is null)
            next = _operations.RefreshVolumes(_pod, address, now, next, cancellationToken);
        return new[] { next, _operations.RetryAfter(now), _status.RetryAfter(now) }.Min();
    }

    private void CountRunning(bool isRunning)
    {
        if (isRunning != _countsAsRunning)
            AgentMetrics.Running(isRunning ? 1 : -1);
        _countsAsRunning = isRunning;
    }

    private async Task<PodView> ViewAsync()
    {
        var containers = _context.Containers.OfPod(Uid).Where(container => !container.IsSandbox)
            .Select(container => container.Observed).OfType<ObservedContainer>().ToArray();
        var sandbox = _sandboxes.Observe(_pod);
        await ProbeAsync(containers, sandbox);
        return new PodView
        {
            HostIP = _context.Node.Address,
            Gone = _gone,
            Sandbox = sandbox,
            Containers = containers,
            VolumesReady = _memory.VolumesReady,
            Released = _memory.Released,
            SandboxReleased = _memory.SandboxReleased,
            Starting = _operations.Starting.ToImmutableHashSet(StringComparer.Ordinal),
            Killing = _memory.Killing.ToImmutableDictionary(StringComparer.Ordinal),
            StartFailures = _memory.StartFailures.ToImmutableDictionary(StringComparer.Ordinal),
            SetupRetryAt = _memory.SetupRetryAt,
            Health = _memory.Health.ToImmutableDictionary(StringComparer.Ordinal),
        };
    }

    private void Admit(PodView view)
    {
        _memory.Admitted = true;
        if (view.Sandbox is null && view.Containers.Count == 0 && _pod.Status?.Phase is null or "Pending" && _admit(_pod) is { } rejection)
        {
            _memory.Rejection = rejection;
            _context.Events.Record(_pod, "", "Warning", rejection.Reason, rejection.Message);
        }
    }

    /// <summary>Probes what runs, and nothing else.</summary>
    private async Task ProbeAsync(IReadOnlyList<ObservedContainer> containers, ObservedSandbox? sandbox)
    {
        var running = containers.Where(container => container.Running && !_operations.Starting.Contains(container.Name)).ToArray();
        await _probes.KeepOnlyAsync(running.Select(container => container.Id).ToHashSet(StringComparer.Ordinal));
        _memory.ForgetHealthExcept(running.Select(container => container.Id).ToHashSet(StringComparer.Ordinal));
        if (sandbox?.Address is not { } address)
            return;
        var specs = PodContainer.Of(_pod.Spec ?? new PodSpec()).ToDictionary(container => container.Name, StringComparer.Ordinal);
        foreach (var container in running)
        {
            if (!specs.TryGetValue(container.Name, out var spec) || spec.Role == ContainerRole.Ephemeral || spec.Role == ContainerRole.Init)
                continue;
            if (spec.Spec is { StartupProbe: null, ReadinessProbe: null, LivenessProbe: null })
                continue;
            var known = _memory.HealthOf(container.Id, _pod);
            _probes.Begin(spec, new ContainerTarget(_pod, spec.Spec, container.Id, address), container.StartedAt ?? _context.Time.GetUtcNow(), known);
        }
    }

    /// <summary>Waits for a step or the given time, then takes all steps there are.</summary>
    private async Task StepAsync(DateTimeOffset? until, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var waiting = OnContext.AsTask(_steps.Reader.WaitToReadAsync(limit.Token));
        if (until is { } time)
        {
            var timer = Pause.UntilAsync(time, _context.Time, limit.Token);
            await OnContext.WhenAny(waiting, timer);
        }
        else
        {
            await waiting;
        }
        cancellationToken.ThrowIfCancellationRequested();
        await OnContext.CancelAsync(limit);
        while (_steps.Reader.TryRead(out var step))
            step();
    }
}
