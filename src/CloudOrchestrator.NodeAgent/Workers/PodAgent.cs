using CloudOrchestrator.NodeAgent.Networking;
using CloudOrchestrator.NodeAgent.Runtime;
using Microsoft.Extensions.Logging;

namespace CloudOrchestrator.NodeAgent.Workers;

/// <summary>
/// Runs the pods bound to this node: one worker per pod, woken by changes of its object, its containers and what it refers to. Starts by adopting what runs;
/// what belongs to no pod is taken down once the API server has said which pods there are.
/// </summary>
/// <param name="context">What pods are run with.</param>
/// <param name="pods">The pods bound to this node; the caller runs it.</param>
public sealed class PodAgent(AgentContext context, Informer<Pod> pods)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (PodWorker Worker, Task Running)> _workers = new(StringComparer.Ordinal);

    /// <summary>How many pods are being run.</summary>
    public int WorkerCount
    {
        get
        {
            lock (_lock)
            {
                return _workers.Count;
            }
        }
    }

    /// <summary>Works until cancelled. Containers are left as they are.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await context.Containers.SyncedAsync(cancellationToken);
        await AdoptAsync(cancellationToken);
        await pods.SyncedAsync(cancellationToken);
        context.Containers.Changed += WakeWorker;
        context.Objects.Changed += RefreshWorker;
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                var version = pods.Version;
                Distribute(cancellationToken);
                await pods.ChangedAsync(version, cancellationToken);
            }
        }
        finally
        {
            context.Containers.Changed -= WakeWorker;
            context.Objects.Changed -= RefreshWorker;
            await EndAsync();
        }
    }

    /// <summary>The network keeps the addresses of sandboxes that run.</summary>
    private async Task AdoptAsync(CancellationToken cancellationToken)
    {
        var running = new List<PodSandbox>();
        // Of a sandbox that has been listed and not yet read enough is known to keep its network.
        foreach (var sandbox in context.Containers.Unread.Where(container =>
            container.State == RuntimeContainerState.Running && container.Labels.GetValueOrDefault(RuntimeLabels.ContainerName) == RuntimeLabels.SandboxName))
        {
            var pod = PodFromLabels(sandbox.Labels);
            if (context.Volumes.RecallAddress(pod.Metadata.Uid ?? "", sandbox.Id) is { } address)
                running.Add(SandboxOperations.SandboxOf(pod, sandbox, address));
        }
        foreach (var uid in context.Containers.PodUids())
        {
            foreach (var sandbox in context.Containers.OfPod(uid)
                .Where(container => container.IsSandbox && container.Container.State == RuntimeContainerState.Running))
            {
                if (context.Volumes.RecallAddress(uid, sandbox.Container.Id) is { } address)
                    running.Add(SandboxOperations.SandboxOf(PodFromLabels(sandbox.Container.Labels), sandbox.Container, address));
            }
        }
        await context.Network.AdoptAsync(running, cancellationToken);
    }

    private void Distribute(CancellationToken cancellationToken)
    {
        var wanted = pods.Items.Values.ToDictionary(pod => pod.Metadata.Uid ?? "", StringComparer.Ordinal);
        lock (_lock)
        {
            foreach (var (uid, pod) in wanted.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            {
                if (_workers.TryGetValue(uid, out var known))
                    known.Worker.Update(pod);
                else
                    Start(pod, gone: false, cancellationToken);
            }
            foreach (var (_, worker) in _workers.Where(entry => !wanted.ContainsKey(entry.Key)))
                worker.Worker.Remove();
            foreach (var uid in context.Containers.PodUids().Concat(context.Volumes.KnownPods()).Distinct(StringComparer.Ordinal))
            {
                if (!wanted.ContainsKey(uid) && !_workers.ContainsKey(uid))
                    Start(OrphanOf(uid), gone: true, cancellationToken);
            }
        }
    }

    private void Start(Pod pod, bool gone, CancellationToken cancellationToken)
    {
        var worker = new PodWorker(context, pod, Admit);
        if (gone)
            worker.Remove();
        _workers[worker.Uid] = (worker, Task.CompletedTask);
        _workers[worker.Uid] = (worker, RunAsync(worker, cancellationToken));
    }

    private async Task RunAsync(PodWorker worker, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            await worker.RunAsync(cancellationToken);
            lock (_lock)
            {
                _workers.Remove(worker.Uid);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The agent stops.
        }
        catch (Exception bug)
        {
            context.Log.LogCritical(bug, "The worker of pod {Uid} has failed", worker.Uid);
            throw;
        }
        finally
        {
            await worker.DisposeAsync();
        }
    }

    private async Task EndAsync()
    {
        Task[] running;
        lock (_lock)
        {
            running = [.. _workers.Values.Select(worker => worker.Running)];
        }
        await Task.WhenAll(running);
    }

    private Pods.PodRejection? Admit(Pod pod) => NodeAdmission.Check(pod, pods.Items.Values.Where(other => IsOlder(other, pod)), context.Node);

    /// <summary>Only those that were there before count: of two that do not fit together one stays.</summary>
    private static bool IsOlder(Pod other, Pod pod)
    {
        var order = (other.Metadata.CreationTimestamp ?? default).CompareTo(pod.Metadata.CreationTimestamp ?? default);
        return order < 0 || (order == 0 && string.CompareOrdinal(other.Metadata.Uid, pod.Metadata.Uid) < 0);
    }

    private Pod OrphanOf(string uid) => context.Containers.OfPod(uid) is [var container, ..]
        ? PodFromLabels(container.Container.Labels)
        : new Pod { Metadata = new ObjectMeta { Uid = uid, Name = uid, Namespace = "" } };

    private static Pod PodFromLabels(IReadOnlyDictionary<string, string> labels) => new()
    {
        Metadata = new ObjectMeta
        {
            Uid = labels.GetValueOrDefault(RuntimeLabels.PodUid, ""),
            Name = labels.GetValueOrDefault(RuntimeLabels.PodName),
            Namespace = labels.GetValueOrDefault(RuntimeLabels.PodNamespace),
        },
    };

    private void WakeWorker(string uid)
    {
        lock (_lock)
        {
            if (_workers.TryGetValue(uid, out var known))
                known.Worker.Wake();
        }
    }

    private void RefreshWorker(string uid)
    {
        lock (_lock)
        {
            if (_workers.TryGetValue(uid, out var known))
                known.Worker.RefreshVolumes();
        }
    }
}
