using System.Collections.Concurrent;
using CloudOrchestrator.NodeAgent.Runtime;
using Microsoft.Extensions.Logging;

namespace CloudOrchestrator.NodeAgent.Workers;

/// <summary>
/// The engine's containers as last seen, kept by its events: nothing polls. After an interruption everything is read anew. Each container is read by itself, so that one
/// whose inspection hangs holds up its own pod and no other.
/// </summary>
/// <param name="runtime">The engine.</param>
/// <param name="messages">Reads what ended containers left behind.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where interruptions are told.</param>
public sealed class ContainerCache(IContainerRuntime runtime, TerminationMessages messages, TimeProvider time, ILogger<ContainerCache> log)
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    /// <summary>How long the first look at all containers waits for those that are slow to be read.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, CachedContainer> _containers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, RuntimeContainer> _unread = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _imageIds = new(StringComparer.Ordinal);
    private readonly ContainerTurns _turns = new();
    private readonly Dictionary<string, BackgroundReading> _readings = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly EngineHealth _health = new(runtime, time, log);
    private string? _trouble = "container runtime status check may not have completed yet";

    /// <summary>A container of the pod with this UID has changed. Handlers must return at once.</summary>
    public event Action<string>? Changed;

    /// <summary>Why the engine as a whole cannot be used; null while it can.</summary>
    public string? Trouble => _trouble ?? _health.Trouble;

    /// <summary>Containers that exist and of which the engine has not yet told more: of them only id, labels and perhaps the state are known.</summary>
    public IReadOnlyCollection<RuntimeContainer> Unread => [.. _unread.Values];

    /// <summary>Completes when the containers have been read once, save those that take long.</summary>
    public Task SyncedAsync(CancellationToken cancellationToken) => OnContext.WaitAsync(_synced.Task, cancellationToken);

    /// <summary>False while a container of the pod has not been read: what its pod needs cannot be said then. <see cref="Changed"/> tells when it is.</summary>
    public bool IsRead(string podUid) => _unread.IsEmpty || !_unread.Values.Any(container => UidOf(container) == podUid);

    /// <summary>The containers of a pod.</summary>
    public IReadOnlyList<CachedContainer> OfPod(string podUid) =>
        [.. _containers.Values.Where(container => container.PodUid == podUid)];

    /// <summary>One container; null when it is not known.</summary>
    public CachedContainer? Find(string id) => _containers.GetValueOrDefault(id);

    /// <summary>UIDs of all pods that have containers.</summary>
    public IReadOnlySet<string> PodUids() =>
        _containers.Values.Select(container => container.PodUid).Concat(_unread.Values.Select(UidOf)).ToHashSet(StringComparer.Ordinal);

    /// <summary>Reads a container anew, so that whoever changed it sees the change at once.</summary>
    public async Task RefreshAsync(string id, CancellationToken cancellationToken)
    {
        using var turn = await _turns.EnterAsync(id, cancellationToken);
        if (await runtime.InspectAsync(id, cancellationToken) is { } container)
            await KeepAsync(container, turn, cancellationToken);
        else
            Forget(id);
    }

    /// <summary>Follows the engine until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] parts = [FollowAsync(stop.Token), _health.RunAsync(stop.Token)];
        try
        {
            await await OnContext.WhenAny([.. parts, _broken.Task]);
        }
        finally
        {
            await OnContext.CancelAsync(stop);
            Task[] readings;
            lock (_readings)
                readings = [.. _readings.Values.Select(reading => reading.Running)];
            await Task.WhenAll([.. parts, .. readings]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    private static string UidOf(RuntimeContainer container) => container.Labels.GetValueOrDefault(RuntimeLabels.PodUid, "");

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var change in runtime.WatchAsync(cancellationToken))
                    await ApplyAsync(change, cancellationToken);
            }
            catch (RuntimeException failure)
            {
                _trouble = $"container runtime is down: {failure.Message}";
                log.LogWarning("The container engine does not answer; trying again in {Delay}: {Message}", RetryDelay, failure.Message);
            }
            await Task.Delay(RetryDelay, time, cancellationToken);
        }
    }

    private async Task ApplyAsync(RuntimeEvent change, CancellationToken cancellationToken)
    {
        if (change.Type == RuntimeEventType.Connected)
        {
            await ReadAllAsync(cancellationToken);
        }
        else if (change.Type == RuntimeEventType.Removed)
        {
            _turns.End(change.ContainerId);
            Forget(change.ContainerId);
            Changed?.Invoke(change.PodUid);
        }
        else
        {
            _ = BeginReading(change.ContainerId, change.PodUid, null, cancellationToken);
        }
    }

    private async Task ReadAllAsync(CancellationToken cancellationToken)
    {
        var before = PodUids();
        var listed = await runtime.ListAsync(cancellationToken);
        var ids = listed.Select(container => container.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _containers.Keys.Concat(_unread.Keys).Where(id => !ids.Contains(id)).ToArray())
            Forget(gone);
        foreach (var container in listed.Where(container => !_containers.ContainsKey(container.Id)))
            _unread[container.Id] = container;
        Task[] readings = [.. listed.Select(container => BeginReading(container.Id, UidOf(container), container.IsIncomplete ? null : container, cancellationToken))];
        try
        {
            await OnContext.WaitAsync(Task.WhenAll(readings), Patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Their pods wait; the others need not.
        }
        _trouble = null;
        _synced.TrySetResult();
        foreach (var uid in before.Union(PodUids()))
            Changed?.Invoke(uid);
    }

    /// <summary>Reads a container until that succeeds; once more when it changes meanwhile.</summary>
    private Task BeginReading(string id, string podUid, RuntimeContainer? inspected, CancellationToken cancellationToken)
    {
        lock (_readings)
        {
            if (_readings.TryGetValue(id, out var under))
            {
                under.IsStale = true;
                return under.Running;
            }
            var reading = new BackgroundReading();
            _readings[id] = reading;
            return reading.Running = ReadAsync(reading, id, podUid, inspected, cancellationToken);
        }
    }

    private async Task ReadAsync(BackgroundReading reading, string id, string podUid, RuntimeContainer? inspected, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            while (true)
            {
                try
                {
                    await ReadOnceAsync(id, inspected, cancellationToken);
                    Changed?.Invoke(podUid);
                    if (EndUnlessStale(reading, id))
                        return;
                }
                catch (RuntimeException failure)
                {
                    NoteUnread(id, podUid);
                    log.LogWarning("Container {Id} could not be read; trying again in {Delay}: {Message}", id, RetryDelay, failure.Message);
                    await Task.Delay(RetryDelay, time, cancellationToken);
                }
                inspected = null;
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The agent stops.
        }
        catch (Exception bug)
        {
            _broken.TrySetException(bug);
        }
    }

    private async Task ReadOnceAsync(string id, RuntimeContainer? inspected, CancellationToken cancellationToken)
    {
        if (inspected is null)
        {
            await RefreshAsync(id, cancellationToken);
            return;
        }
        using var turn = await _turns.EnterAsync(id, cancellationToken);
        await KeepAsync(inspected, turn, cancellationToken);
    }

    private bool EndUnlessStale(BackgroundReading reading, string id)
    {
        lock (_readings)
        {
            if (!reading.IsStale)
                return _readings.Remove(id);
            reading.IsStale = false;
            return false;
        }
    }

    // What was known of it counts until more is; of one never read that is nothing.
    private void NoteUnread(string id, string podUid)
    {
        if (!_containers.ContainsKey(id) && !_unread.ContainsKey(id))
        {
            var labels = new Dictionary<string, string>(StringComparer.Ordinal) { [RuntimeLabels.PodUid] = podUid };
            _unread[id] = new RuntimeContainer { Id = id, Labels = labels, State = RuntimeContainerState.Created, IsIncomplete = true };
        }
    }

    private void Forget(string id)
    {
        _containers.TryRemove(id, out _);
        _unread.TryRemove(id, out _);
    }

    private async Task KeepAsync(RuntimeContainer container, ContainerTurns.Turn turn, CancellationToken cancellationToken)
    {
        var known = _containers.GetValueOrDefault(container.Id);
        var message = container.State != RuntimeContainerState.Exited ? ""
            : known is { Container.State: RuntimeContainerState.Exited } ? known.TerminationMessage
            : await messages.ReadAsync(container, cancellationToken);
        var imageId = await ImageIdAsync(container.ImageId, cancellationToken);
        turn.UnlessEnded(() =>
        {
            _containers[container.Id] = new CachedContainer(container, message, imageId);
            _unread.TryRemove(container.Id, out _);
        });
    }

    /// <summary>The id as status reports it: by digest where the image came from a registry.</summary>
    private async Task<string> ImageIdAsync(string imageId, CancellationToken cancellationToken)
    {
        if (_imageIds.TryGetValue(imageId, out var known))
            return known;
        var image = await runtime.InspectImageAsync(imageId, cancellationToken);
        return _imageIds[imageId] = image is { Digests: [var digest, ..] } ? $"docker-pullable://{digest}" : $"docker://{imageId}";
    }

    private sealed class BackgroundReading
    {
        public Task Running { get; set; } = Task.CompletedTask;

        /// <summary>Something has changed since it began.</summary>
        public bool IsStale { get; set; }
    }
}
