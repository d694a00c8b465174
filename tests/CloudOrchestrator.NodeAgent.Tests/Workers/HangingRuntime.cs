using CloudOrchestrator.NodeAgent.Runtime;
using CloudOrchestrator.Testing.Faults;

namespace CloudOrchestrator.NodeAgent.Tests.Workers;

/// <summary>An engine that hangs where a test wants it to: over the inspection of some containers, or as a whole.</summary>
internal sealed class HangingRuntime(IContainerRuntime inner) : ForwardingContainerRuntime(inner)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, TaskCompletionSource> _hanging = new(StringComparer.Ordinal);
    private readonly List<(string Subject, TaskCompletionSource Asked)> _waiting = [];
    private TaskCompletionSource? _dead;

    /// <summary>Inspections of the pod's containers do not end from now on.</summary>
    public void Hang(string podUid)
    {
        lock (_lock)
            _hanging[podUid] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Inspections of the pod's containers end again; those under way fail or go on.</summary>
    public void Free(string podUid, Exception? failure = null)
    {
        lock (_lock)
        {
            if (!_hanging.Remove(podUid, out var hanging))
                return;
            if (failure is null)
                hanging.SetResult();
            else
                hanging.SetException(failure);
        }
    }

    /// <summary>Nothing is answered from now on, and nothing fails.</summary>
    public void Die() => _dead = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>All is answered again.</summary>
    public void Revive()
    {
        _dead?.SetResult();
        _dead = null;
    }

    /// <summary>Completes when somebody next asks about a container of the pod, or about one that is not there by its id.</summary>
    public Task AskedAsync(string subject)
    {
        lock (_lock)
        {
            var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((subject, asked));
            return asked.Task;
        }
    }

    public override async Task<RuntimeContainer?> InspectAsync(string id, CancellationToken cancellationToken)
    {
        var before = await base.InspectAsync(id, cancellationToken);
        var subject = UidOf(before) ?? id;
        Task hanging;
        lock (_lock)
        {
            hanging = _dead?.Task ?? (_hanging.TryGetValue(subject, out var source) ? source.Task : Task.CompletedTask);
            foreach (var (_, asked) in _waiting.Where(waiting => waiting.Subject == subject))
                asked.TrySetResult();
            _waiting.RemoveAll(waiting => waiting.Subject == subject);
        }
        await hanging.WaitAsync(cancellationToken);
        return before;
    }

    /// <summary>As the Docker Engine's adapter: what hangs is listed and nothing more is said of it.</summary>
    public override async Task<IReadOnlyList<RuntimeContainer>> ListAsync(CancellationToken cancellationToken)
    {
        var listed = await base.ListAsync(cancellationToken);
        lock (_lock)
        {
            return
            [
                .. listed.Select(container => !_hanging.ContainsKey(UidOf(container)!) ? container : new RuntimeContainer
                {
                    Id = container.Id,
                    Labels = container.Labels,
                    State = container.State,
                    IsIncomplete = true,
                }),
            ];
        }
    }

    private static string? UidOf(RuntimeContainer? container) => container?.Labels.GetValueOrDefault(RuntimeLabels.PodUid);
}
