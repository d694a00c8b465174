using System.Collections.Concurrent;
using CloudOrchestrator.NodeAgent.Pods;
using CloudOrchestrator.NodeAgent.Runtime;
using Microsoft.Extensions.Logging;

namespace CloudOrchestrator.NodeAgent.Workers;

/// <summary>The engine's containers as last seen, kept by its events: nothing polls. After an interruption everything is read anew.</summary>
/// <param name="runtime">The engine.</param>
/// <param name="messages">Reads what ended containers left behind.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Where interruptions are told.</param>
public sealed class ContainerCache(IContainerRuntime runtime, TerminationMessages messages, TimeProvider time, ILogger<ContainerCache> log)
{
    private const int Stripes = 32;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, CachedContainer> _containers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _imageIds = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim[] _stripes = [.. Enumerable.Range(0, Stripes).Select(_ => new SemaphoreSlim(1, 1))];
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A container of the pod with this UID has changed. Handlers must return at once.</summary>
    public event Action<string>? Changed;

    /// <summary>Why the engine cannot be used; null while it can.</summary>
    public string? Trouble { get; private set; } = "container runtime status check may not have completed yet";

    /// <summary>Completes when the containers have been read once.</summary>
    public Task SyncedAsync(CancellationToken cancellationToken) => OnContext.WaitAsync(_synced.Task, cancellationToken);

    /// <summary>The containers of a pod.</summary>
    public IReadOnlyList<CachedContainer> OfPod(string podUid) =>
        [.. _containers.Values.Where(container => container.PodUid == podUid)];

    /// <summary>One container; null when it is not known.</summary>
    public CachedContainer? Find(string id) => _containers.GetValueOrDefault(id);

    /// <summary>UIDs of all pods that have containers.</summary>
    public IReadOnlySet<string> PodUids() => _containers.Values.Select(container => container.PodUid).ToHashSet(StringComparer.Ordinal);

    /// <summary>Reads a container anew, so that whoever changed it sees the change at once.</summary>
    public async Task RefreshAsync(string id, CancellationToken cancellationToken)
    {
        var stripe = _stripes[id.Length == 0 ? 0 : ((id[0] * 31) + id[^1]) % Stripes];
        await OnContext.EnterAsync(stripe, cancellationToken);
        try
        {
            if (await runtime.InspectAsync(id, cancellationToken) is { } container)
                await KeepAsync(container, cancellationToken);
            else
                _containers.TryRemove(id, out _);
        }
        finally
        {
            stripe.Release();
        }
    }

    /// <summary>Follows the engine until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
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
                Trouble = $"container runtime is down: {failure.Message}";
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
            return;
        }
        if (change.Type == RuntimeEventType.Removed)
            _containers.TryRemove(change.ContainerId, out _);
        else
            await RefreshAsync(change.ContainerId, cancellationToken);
        Changed?.Invoke(change.PodUid);
    }

    private async Task ReadAllAsync(CancellationToken cancellationToken)
    {
        var before = PodUids();
        var listed = await runtime.ListAsync(cancellationToken);
        var ids = listed.Select(container => container.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _containers.Keys.Where(id => !ids.Contains(id)))
            _containers.TryRemove(gone, out _);
        foreach (var container in listed)
            await KeepAsync(container, cancellationToken);
        Trouble = null;
        _synced.TrySetResult();
        foreach (var uid in before.Union(PodUids()))
            Changed?.Invoke(uid);
    }

    private async Task KeepAsync(RuntimeContainer container, CancellationToken cancellationToken)
    {
        var known = _containers.GetValueOrDefault(container.Id);
        var message = container.State != RuntimeContainerState.Exited ? ""
            : known is { Container.State: RuntimeContainerState.Exited } ? known.TerminationMessage
            : await messages.ReadAsync(container, cancellationToken);
        var imageId = await ImageIdAsync(container.ImageId, cancellationToken);
        _containers[container.Id] = new CachedContainer(container, message, imageId);
    }

    /// <summary>The id as status reports it: by digest where the image came from a registry.</summary>
    private async Task<string> ImageIdAsync(string imageId, CancellationToken cancellationToken)
    {
        if (_imageIds.TryGetValue(imageId, out var known))
            return known;
        var image = await runtime.InspectImageAsync(imageId, cancellationToken);
        return _imageIds[imageId] = image is { Digests: [var digest, ..] } ? $"docker-pullable://{digest}" : $"docker://{imageId}";
    }
}
