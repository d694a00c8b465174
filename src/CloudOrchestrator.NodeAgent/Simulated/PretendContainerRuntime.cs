using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using CloudOrchestrator.NodeAgent.Runtime;

namespace CloudOrchestrator.NodeAgent.Simulated;

/// <summary>
/// A container engine that runs nothing: containers live as <see cref="PretendRuntimeOptions"/> says, in the time it is given. It keeps the port's contract,
/// so that whole clusters can be simulated and agents tested without an engine.
/// </summary>
public sealed class PretendContainerRuntime(PretendRuntimeOptions options, TimeProvider time, IIdSource ids) : IContainerRuntime
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, PretendContainer> _containers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RuntimeImage> _images = new(StringComparer.Ordinal);
    private ImmutableList<Channel<RuntimeEvent>> _watchers = [];
    private int _processes = 1000;

    /// <inheritdoc/>
    public Task<RuntimeVersion> VersionAsync(CancellationToken cancellationToken) => Task.FromResult(new RuntimeVersion("pretend", "1.0.0"));

    /// <inheritdoc/>
    public async IAsyncEnumerable<RuntimeEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var events = Channel.CreateUnbounded<RuntimeEvent>();
        ImmutableInterlocked.Update(ref _watchers, watchers => watchers.Add(events));
        try
        {
            yield return new RuntimeEvent(RuntimeEventType.Connected, "", "");
            while (await events.Reader.WaitToReadAsync(cancellationToken))
            {
                while (events.Reader.TryRead(out var change))
                    yield return change;
            }
        }
        finally
        {
            ImmutableInterlocked.Update(ref _watchers, watchers => watchers.Remove(events));
        }
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<RuntimeContainer>> ListAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<RuntimeContainer>>(
                [.. _containers.Values.Select(container => container.View).Where(view => view.Labels.ContainsKey(RuntimeLabels.PodUid))]);
        }
    }

    /// <inheritdoc/>
    public Task<RuntimeContainer?> InspectAsync(string id, CancellationToken cancellationToken) => Task.FromResult(Find(id)?.View);

    /// <inheritdoc/>
    public Task EnsureSandboxImageAsync(string image, CancellationToken cancellationToken)
    {
        AddImage(image);
        return Task.CompletedTask;
    }

    /// <summary>Gives the engine an image, as if it had been pulled.</summary>
    public RuntimeImage AddImage(string reference)
    {
        lock (_lock)
        {
            if (!_images.TryGetValue(reference, out var image))
                _images[reference] = image = new RuntimeImage($"sha256:{NewHex()}", [reference], [], 1024, "");
            return image;
        }
    }

    /// <inheritdoc/>
    public Task<string> CreateSandboxAsync(SandboxConfig config, CancellationToken cancellationToken) =>
        Task.FromResult(Create(config.Name, config.Image, config.Labels, null));

    /// <inheritdoc/>
    public Task<string> CreateContainerAsync(ContainerConfig config, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (Find(config.SandboxId) is not { View.State: RuntimeContainerState.Running })
                throw new RuntimeException(RuntimeFailure.Conflict, $"cannot join the namespaces of {config.SandboxId}: it does not run");
            return Task.FromResult(Create(config.Name, config.Image, config.Labels, config));
        }
    }

    /// <inheritdoc/>
    public async Task StartAsync(string id, CancellationToken cancellationToken)
    {
        var container = Require(id);
        if (options.StartDelay > TimeSpan.Zero)
            await Task.Delay(options.StartDelay, time, cancellationToken);
        lock (_lock)
        {
            if (container.View.State == RuntimeContainerState.Running)
                return;
            if (container.Behavior.StartError is { } error)
            {
                container.View = container.View with { ExitCode = 127, Error = error };
                throw new RuntimeException(RuntimeFailure.Invalid, error);
            }
            container.View = container.View with { State = RuntimeContainerState.Running, StartedAt = time.GetUtcNow(), FinishedAt = null,
                ProcessId = ++_processes };
            container.Ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        container.WriteLog(time.GetUtcNow(), $"{container.Name} started");
        Tell(RuntimeEventType.Started, container);
        Live(container);
    }

    /// <inheritdoc/>
    public async Task StopAsync(string id, TimeSpan grace, CancellationToken cancellationToken)
    {
        if (Find(id) is not { View.State: RuntimeContainerState.Running } container)
            return;
        var obeys = container.Behavior.StopsAfter is { } after && after <= grace ? after : (TimeSpan?)null;
        var wait = obeys ?? grace;
        if (wait > TimeSpan.Zero)
            await OnContext.WaitAsync(container.Ended.Task, wait, time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        cancellationToken.ThrowIfCancellationRequested();
        End(container, obeys is null ? 137 : 143);
    }

    /// <inheritdoc/>
    public Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        if (Find(id) is not { } container)
            return Task.CompletedTask;
        End(container, 137);
        lock (_lock)
        {
            _containers.Remove(container.View.Id);
        }
        Tell(RuntimeEventType.Removed, container);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<IContainerStreams> ExecAsync(string id, ExecConfig config, CancellationToken cancellationToken)
    {
        var container = Require(id);
        if (container.View.State != RuntimeContainerState.Running)
            throw new RuntimeException(RuntimeFailure.Conflict, $"Container {id} is not running");
        return Task.FromResult<IContainerStreams>(PretendStreams.Of(config));
    }

    /// <inheritdoc/>
    public Task<IContainerStreams> AttachAsync(string id, AttachConfig config, CancellationToken cancellationToken) =>
        Task.FromResult<IContainerStreams>(PretendStreams.Until(Require(id).Ended.Task));

    /// <inheritdoc/>
    public Task<IContainerOutput> ReadLogAsync(string id, LogQuery query, CancellationToken cancellationToken) =>
        Task.FromResult<IContainerOutput>(new PretendLog(Require(id), query));

    /// <inheritdoc/>
    public Task<ContainerUsage?> UsageAsync(string id, CancellationToken cancellationToken) => Task.FromResult(
        Find(id) is { View: { State: RuntimeContainerState.Running, StartedAt: { } start } }
            ? new ContainerUsage(time.GetUtcNow(), (ulong)((time.GetUtcNow() - start).Ticks / 10), 4 << 20, 4 << 20, 2 << 20, 1)
            : null);

    /// <inheritdoc/>
    public Task<IReadOnlyList<RuntimeImage>> ListImagesAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<RuntimeImage>>([.. _images.Values]);
        }
    }

    /// <inheritdoc/>
    public Task<RuntimeImage?> InspectImageAsync(string reference, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(_images.GetValueOrDefault(reference) ?? _images.Values.FirstOrDefault(image => image.Id == reference));
        }
    }

    /// <inheritdoc/>
    public async Task<RuntimeImage> PullImageAsync(
        string reference, RegistryCredentials? credentials, IProgress<PullProgress> progress, CancellationToken cancellationToken)
    {
        if (options.PullDelay > TimeSpan.Zero)
            await Task.Delay(options.PullDelay, time, cancellationToken);
        if (!options.HasImage(reference))
            throw new RuntimeException(RuntimeFailure.NotFound, $"manifest for {reference} not found: manifest unknown: manifest unknown");
        return AddImage(reference);
    }

    /// <inheritdoc/>
    public Task RemoveImageAsync(string reference, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            foreach (var (key, image) in _images.Where(entry => entry.Key == reference || entry.Value.Id == reference).ToArray())
            {
                if (_containers.Values.Any(container => container.View.ImageId == image.Id))
                    throw new RuntimeException(RuntimeFailure.Conflict, $"conflict: unable to remove repository reference \"{reference}\": image is in use");
                _images.Remove(key);
            }
        }
        return Task.CompletedTask;
    }

    private string Create(string name, string image, IReadOnlyDictionary<string, string> labels, ContainerConfig? config)
    {
        PretendContainer container;
        lock (_lock)
        {
            if (_containers.Values.FirstOrDefault(existing => existing.Name == name) is { } taken)
            {
                if (taken.View.StartedAt is not null)
                    throw new RuntimeException(RuntimeFailure.Conflict, $"Conflict. The container name \"/{name}\" is already in use by container \"{taken.View.Id}\".");
                _containers.Remove(taken.View.Id);
            }
            var present = _images.GetValueOrDefault(image) ?? _images.Values.FirstOrDefault(known => known.Id == image)
                ?? throw new RuntimeException(RuntimeFailure.NotFound, $"No such image: {image}");
            var view = new RuntimeContainer
            {
                Id = NewHex(),
                Labels = labels,
                State = RuntimeContainerState.Created,
                Image = image,
                ImageId = present.Id,
                CreatedAt = time.GetUtcNow(),
                Tty = config?.Tty ?? false,
            };
            container = new PretendContainer(view, name, config, config is null ? new PretendBehavior() : options.Behavior(config));
            _containers[view.Id] = container;
        }
        Tell(RuntimeEventType.Created, container);
        return container.View.Id;
    }

    // By a timer and not by a task that waits: a container outlives whoever started it.
    private void Live(PretendContainer container)
    {
        if (container.Behavior.RunsFor is not { } duration)
            return;
        var run = container.Ended;
        if (duration <= TimeSpan.Zero)
        {
            End(container, container.Behavior.ExitCode, run);
            return;
        }

        var life = time.CreateTimer(_ => End(container, container.Behavior.ExitCode, run), null, duration, Timeout.InfiniteTimeSpan);
        lock (_lock)
        {
            if (container.Ended == run && container.View.State == RuntimeContainerState.Running)
                (container.Life, life) = (life, null);
        }
        life?.Dispose();
    }

    /// <summary>Ends the run that is going on; with <paramref name="run"/> only that one, and not one that has begun since.</summary>
    private void End(PretendContainer container, int exitCode, TaskCompletionSource? run = null)
    {
        ITimer? life;
        TaskCompletionSource ended;
        lock (_lock)
        {
            if (container.View.State != RuntimeContainerState.Running || (run is not null && run != container.Ended))
                return;
            container.View = container.View with { State = RuntimeContainerState.Exited, FinishedAt = time.GetUtcNow(), ExitCode = exitCode, ProcessId = 0 };
            (life, container.Life, ended) = (container.Life, null, container.Ended);
        }
        life?.Dispose();
        ended.TrySetResult();
        Tell(RuntimeEventType.Died, container);
    }

    private void Tell(RuntimeEventType type, PretendContainer container)
    {
        if (!container.View.Labels.TryGetValue(RuntimeLabels.PodUid, out var uid))
            return;
        options.Changed(type, container.View);
        foreach (var watcher in _watchers)
            watcher.Writer.TryWrite(new RuntimeEvent(type, container.View.Id, uid));
    }

    private PretendContainer? Find(string idOrName)
    {
        lock (_lock)
        {
            return _containers.GetValueOrDefault(idOrName) ?? _containers.Values.FirstOrDefault(container => container.Name == idOrName);
        }
    }

    private PretendContainer Require(string id) => Find(id) ?? throw new RuntimeException(RuntimeFailure.NotFound, $"No such container: {id}");

    private string NewHex() => (ids.NewUid() + ids.NewUid()).Replace("-", "", StringComparison.Ordinal);
}
