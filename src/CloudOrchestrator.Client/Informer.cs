using System.Collections.Immutable;

namespace CloudOrchestrator.Client;

/// <summary>Keeps a local copy of a list up to date by list and watch, resuming after every interruption. Level-triggered: readers look at what is.</summary>
public sealed class Informer<T>(IObjectClient client, string? @namespace, ListQuery query, TimeProvider time)
    where T : class, IKubernetesObject
{
    // The server ends watches itself; a watch that outlives its time by this much hangs on a dead connection.
    private static readonly TimeSpan WatchDuration = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan WatchGrace = TimeSpan.FromSeconds(30);

    // With a bell: a watch only catches up, and what rings while many things change is taken together.
    private static readonly TimeSpan CatchUpLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan CatchUpGap = TimeSpan.FromMilliseconds(500);

    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RetryDelay _retry = new(time);
    private readonly IChangeBell? _bell = client.Pacing?.BellFor(typeof(T));
    private readonly Lock _contactGate = new();
    private volatile InformerState<T> _state = new(ImmutableDictionary<ObjectKey, T>.Empty, 0);
    private volatile Exception? _lastFailure;
    private DateTimeOffset? _lostContactAt;
    private string? _resourceVersion;
    private long _heard;
    private bool _behind;

    /// <summary>The objects as last seen; an immutable snapshot.</summary>
    public IReadOnlyDictionary<ObjectKey, T> Items => _state.Items;

    /// <summary>Grows with every change of <see cref="Items"/>.</summary>
    public long Version => _state.Version;

    /// <summary>Set while the copy is known to lag: the server has not been reached since this time. Null when in contact.</summary>
    public DateTimeOffset? LostContactAt
    {
        get
        {
            lock (_contactGate)
                return _lostContactAt;
        }
    }

    /// <summary>Why the server was last not reached or refused; null when that never happened.</summary>
    public Exception? LastFailure => _lastFailure;

    /// <summary>Lists and watches until cancelled; retries with growing delays and never throws for a failing server.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (_resourceVersion is null)
                    await ListAsync(cancellationToken);
                if (_bell is not null)
                {
                    await CatchUpAsync(_bell, cancellationToken);
                    continue;
                }
                await WatchAsync(WatchDuration, untilCaughtUp: false, cancellationToken);
                // A server that ends watches at once must not be asked in a tight loop.
                await _retry.WaitAsync(TimeSpan.Zero, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (IsServerFailure(exception))
            {
                if (!await RecoverAsync(exception, cancellationToken))
                    return;
            }
        }
    }

    /// <summary>Completes when the first list has been read.</summary>
    public Task SyncedAsync(CancellationToken cancellationToken) => OnContext.WaitAsync(_synced.Task, cancellationToken);

    /// <summary>Completes when <see cref="Version"/> has passed <paramref name="version"/>.</summary>
    public async Task ChangedAsync(long version, CancellationToken cancellationToken)
    {
        for (var state = _state; state.Version <= version; state = _state)
            await OnContext.WaitAsync(state.Superseded.Task, cancellationToken);
    }

    private async Task ListAsync(CancellationToken cancellationToken)
    {
        _heard = _bell?.Rings ?? 0;
        var list = (await client.ListAsync<T>(@namespace, query with { Timeout = null }, cancellationToken)).Require();
        var items = ImmutableDictionary.CreateBuilder<ObjectKey, T>();
        foreach (var item in list.Items)
            items[KeyOf(item)] = item;
        _resourceVersion = list.ResourceVersion;
        _behind = false;
        MarkContact();
        Publish(items.ToImmutable());
        _synced.TrySetResult();
    }

    /// <summary>Waits for the bell, then asks until the server has told all. A question without a full answer is asked again without waiting for the bell.</summary>
    private async Task CatchUpAsync(IChangeBell bell, CancellationToken cancellationToken)
    {
        if (!_behind)
            await bell.RungAsync(_heard, cancellationToken);
        _behind = true;
        _heard = bell.Rings;
        _behind = !await WatchAsync(CatchUpLimit, untilCaughtUp: true, cancellationToken);
        if (_behind)
            await _retry.WaitAsync(TimeSpan.Zero, cancellationToken);
        else
            await Task.Delay(CatchUpGap, time, cancellationToken);
    }

    /// <summary>Applies changes until the watch ends; true when it ended because everything was said or its time was over.</summary>
    private async Task<bool> WatchAsync(TimeSpan limit, bool untilCaughtUp, CancellationToken cancellationToken)
    {
        var duration = query.Timeout ?? limit;
        using var expiry = new CancellationTokenSource(duration + WatchGrace, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, expiry.Token);
        var watch = query with { ResourceVersion = _resourceVersion, AllowWatchBookmarks = true, UntilCaughtUp = untilCaughtUp, Timeout = duration };
        var started = time.GetTimestamp();
        await foreach (var change in client.WatchAsync<T>(@namespace, watch, linked.Token))
        {
            Apply(change);
            MarkContact();
            _retry.Reset();
            if (untilCaughtUp && change.Type == "BOOKMARK")
                return true;
        }
        MarkContact();
        var elapsed = time.GetElapsedTime(started);
        if (elapsed > TimeSpan.FromSeconds(1))
            _retry.Reset();
        // A second of tolerance: the server counts its time from when it has read the request.
        return elapsed >= duration - TimeSpan.FromSeconds(1);
    }

    private void Apply(ObjectChange<T> change)
    {
        if (change.Value.Metadata.ResourceVersion is { Length: > 0 } version)
            _resourceVersion = version;
        var items = _state.Items;
        switch (change.Type)
        {
            case "BOOKMARK":
                return;
            case "DELETED":
                Publish(items.Remove(KeyOf(change.Value)));
                return;
            default:
                Publish(items.SetItem(KeyOf(change.Value), change.Value));
                return;
        }
    }

    private void Publish(ImmutableDictionary<ObjectKey, T> items)
    {
        var before = _state;
        if (ReferenceEquals(before.Items, items) && before.Version > 0)
            return;
        _state = new InformerState<T>(items, before.Version + 1);
        before.Superseded.SetResult();
    }

    /// <summary>Decides how to go on after a failure, and waits; false when cancelled meanwhile.</summary>
    private async Task<bool> RecoverAsync(Exception failure, CancellationToken cancellationToken)
    {
        _lastFailure = failure;
        var status = (failure as ApiStatusException)?.Status;
        // 410: the server no longer knows what happened since; only a new list tells.
        if (status?.Code == 410)
            _resourceVersion = null;
        else
            MarkLost();
        try
        {
            await _retry.WaitAsync(TimeSpan.FromSeconds(status?.Details?.RetryAfterSeconds ?? 0), cancellationToken);
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private void MarkContact()
    {
        lock (_contactGate)
            _lostContactAt = null;
    }

    private void MarkLost()
    {
        lock (_contactGate)
            _lostContactAt ??= time.GetUtcNow();
    }

    private static ObjectKey KeyOf(T item) => new(item.Metadata.Namespace ?? "", item.Metadata.Name ?? "");

    // A timeout of the HTTP client and a watch cut off by the grace period show as a cancellation that nobody asked for.
    private static bool IsServerFailure(Exception exception) =>
        exception is ApiStatusException or HttpRequestException or IOException or JsonException or InvalidDataException or OperationCanceledException;
}
