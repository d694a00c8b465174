using CloudOrchestrator.NodeAgent.Images;
using CloudOrchestrator.NodeAgent.Runtime;

namespace CloudOrchestrator.NodeAgent.Tests.Workers;

/// <summary>An engine that hangs where a test wants it to: over the inspection of some containers, or as a whole.</summary>
internal sealed class HangingRuntime(IContainerRuntime inner) : IContainerRuntime
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

    public async Task<RuntimeContainer?> InspectAsync(string id, CancellationToken cancellationToken)
    {
        var before = await inner.InspectAsync(id, cancellationToken);
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
    public async Task<IReadOnlyList<RuntimeContainer>> ListAsync(CancellationToken cancellationToken)
    {
        var listed = await inner.ListAsync(cancellationToken);
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

    public IAsyncEnumerable<RuntimeEvent> WatchAsync(CancellationToken cancellationToken) => inner.WatchAsync(cancellationToken);

    public Task<RuntimeVersion> VersionAsync(CancellationToken cancellationToken) => inner.VersionAsync(cancellationToken);

    public Task EnsureSandboxImageAsync(string image, CancellationToken cancellationToken) => inner.EnsureSandboxImageAsync(image, cancellationToken);

    public Task<string> CreateSandboxAsync(SandboxConfig config, CancellationToken cancellationToken) => inner.CreateSandboxAsync(config, cancellationToken);

    public Task<string> CreateContainerAsync(ContainerConfig config, CancellationToken cancellationToken) => inner.CreateContainerAsync(config, cancellationToken);

    public Task StartAsync(string id, CancellationToken cancellationToken) => inner.StartAsync(id, cancellationToken);

    public Task StopAsync(string id, TimeSpan grace, CancellationToken cancellationToken) => inner.StopAsync(id, grace, cancellationToken);

    public Task RemoveAsync(string id, CancellationToken cancellationToken) => inner.RemoveAsync(id, cancellationToken);

    public Task<IContainerStreams> ExecAsync(string id, ExecConfig config, CancellationToken cancellationToken) => inner.ExecAsync(id, config, cancellationToken);

    public Task<IContainerStreams> AttachAsync(string id, AttachConfig config, CancellationToken cancellationToken) => inner.AttachAsync(id, config, cancellationToken);

    public Task<IContainerOutput> ReadLogAsync(string id, LogQuery query, CancellationToken cancellationToken) => inner.ReadLogAsync(id, query, cancellationToken);

    public Task<ContainerUsage?> UsageAsync(string id, CancellationToken cancellationToken) => inner.UsageAsync(id, cancellationToken);

    public Task<IReadOnlyList<RuntimeImage>> ListImagesAsync(CancellationToken cancellationToken) => inner.ListImagesAsync(cancellationToken);

    public Task<RuntimeImage?> InspectImageAsync(string reference, CancellationToken cancellationToken) => inner.InspectImageAsync(reference, cancellationToken);

    public Task<RuntimeImage> PullImageAsync(
        string reference, RegistryCredentials? credentials, IProgress<PullProgress> progress, CancellationToken cancellationToken) =>
        inner.PullImageAsync(reference, credentials, progress, cancellationToken);

    public Task RemoveImageAsync(string reference, CancellationToken cancellationToken) => inner.RemoveImageAsync(reference, cancellationToken);
}
