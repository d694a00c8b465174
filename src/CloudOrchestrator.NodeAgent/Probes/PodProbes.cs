using CloudOrchestrator.NodeAgent.Pods;
using CloudOrchestrator.NodeAgent.Recording;

namespace CloudOrchestrator.NodeAgent.Probes;

/// <summary>The probes of one pod's running containers. Used by the pod's worker alone; verdicts come back through the callback.</summary>
internal sealed class PodProbes(ProbeRunner runner, IEventRecorder events, TimeProvider time, Action<string, ProbeKind, ProbeVerdict> found) : IAsyncDisposable
{
    private readonly Dictionary<string, (CancellationTokenSource Stop, Task Loops)> _probed = new(StringComparer.Ordinal);

    /// <summary>Begins to probe a container unless it is probed already. What an earlier agent found holds until it is found otherwise.</summary>
    public void Begin(PodContainer container, ContainerTarget target, DateTimeOffset startedAt, ContainerHealth known)
    {
        if (_probed.ContainsKey(target.ContainerId))
            return;
        var stop = new CancellationTokenSource();
        _probed[target.ContainerId] = (stop, RunAllAsync(container, target, startedAt, known, stop.Token));
    }

    /// <summary>Ends the probes of all containers but these.</summary>
    public async Task KeepOnlyAsync(IReadOnlySet<string> containerIds)
    {
        foreach (var (id, probed) in _probed.Where(entry => !containerIds.Contains(entry.Key)).ToArray())
        {
            _probed.Remove(id);
            await OnContext.CancelAsync(probed.Stop);
            await probed.Loops;
            probed.Stop.Dispose();
        }
    }

    public async ValueTask DisposeAsync() => await KeepOnlyAsync(new HashSet<string>());

    private async Task RunAllAsync(PodContainer container, ContainerTarget target, DateTimeOffset startedAt, ContainerHealth known,
        CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            var spec = container.Spec;
            if (spec.StartupProbe is { } startup && known.Startup != ProbeVerdict.Success
                && !await LoopAsync(container, target, ProbeKind.Startup, startup, startedAt, ProbeVerdict.Unknown, cancellationToken))
                return;
            await Task.WhenAll(
                spec.ReadinessProbe is { } readiness
                    ? LoopAsync(container, target, ProbeKind.Readiness, readiness, startedAt, known.Readiness, cancellationToken)
                    : Task.FromResult(true),
                spec.LivenessProbe is { } liveness
                    ? LoopAsync(container, target, ProbeKind.Liveness, liveness, startedAt, ProbeVerdict.Success, cancellationToken)
                    : Task.FromResult(true));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The container has ended or the agent stops.
        }
    }

    /// <summary>Tries until the verdict is final: success at startup, failure of liveness or startup. True when the container has started.</summary>
    private async Task<bool> LoopAsync(
        PodContainer container, ContainerTarget target, ProbeKind kind, Probe probe, DateTimeOffset startedAt, ProbeVerdict initial,
            CancellationToken cancellationToken)
    {
        var first = startedAt.AddSeconds(probe.InitialDelaySeconds ?? 0) - time.GetUtcNow();
        if (first > TimeSpan.Zero)
            await Task.Delay(first, time, cancellationToken);
        var counter = new ProbeCounter(initial);
        using var ticks = new PeriodicTimer(TimeSpan.FromSeconds(Math.Max(1, probe.PeriodSeconds ?? 10)), time);
        while (true)
        {
            var outcome = await runner.TryAsync(target, probe, cancellationToken);
            if (!outcome.Success)
                events.Record(target.Pod, container.FieldPath, "Warning", "Unhealthy", $"{kind} probe failed: {outcome.Output}");
            var next = counter.After(outcome.Success, Math.Max(1, probe.SuccessThreshold ?? 1), Math.Max(1, probe.FailureThreshold ?? 3));
            if (next.Verdict != counter.Verdict)
                found(target.ContainerId, kind, next.Verdict);
            counter = next;
            if (kind == ProbeKind.Startup && counter.Verdict == ProbeVerdict.Success)
                return true;
            if (kind != ProbeKind.Readiness && counter.Verdict == ProbeVerdict.Failure)
                return false;
            await ticks.WaitForNextTickAsync(cancellationToken);
        }
    }
}
