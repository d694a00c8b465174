using System.Globalization;
using CloudOrchestrator.ApiServer.Requests;

namespace CloudOrchestrator.ApiServer.Verbs;

/// <summary>A running watch: hands out batches of events until its time is over. One reader.</summary>
internal sealed class WatchSession : IAsyncDisposable
{
    private static readonly TimeSpan LastBookmarkBefore = TimeSpan.FromSeconds(2);

    private readonly ServerParts _parts;
    private readonly ObjectFilter _filter;
    private readonly ListOptions _options;
    private readonly CancellationTokenSource _ended;
    private readonly DateTimeOffset _endsAt;
    private readonly ApiStatus? _failure;
    private readonly ChangeSequence? _sequence;
    private readonly IAsyncEnumerator<IReadOnlyList<ReplicaChange>>? _changes;
    private IReadOnlyList<WatchEvent>? _initial;
    private Task<bool>? _next;
    private Task? _timer;
    private CancellationTokenSource? _timerStop;
    private DateTimeOffset _timerUntil;
    private DateTimeOffset _bookmarkAt;
    private long _revision;
    private long _bookmarked;
    private readonly long _caughtUpAt;
    private bool _tellCaughtUp;
    private bool _over;

    public WatchSession(ServerParts parts, Replica replica, ObjectFilter filter, ListOptions options, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        _parts = parts;
        _filter = filter;
        _options = options;
        _endsAt = parts.Now + lifetime;
        _bookmarkAt = NextBookmark();
        _ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var snapshot = replica.Snapshot;
        var fromState = options.SendInitialEvents ?? options.Revision is null or 0;
        _revision = fromState ? snapshot.Revision : options.Revision is > 0 ? options.Revision.Value : snapshot.Revision;
        if (fromState)
            _initial = InitialEvents(snapshot);
        _caughtUpAt = snapshot.Revision;
        _tellCaughtUp = parts.Options.BookmarkWhenCaughtUp && options is { AllowWatchBookmarks: true, SendInitialEvents: not true };
        var followed = replica.Follow(_revision, filter.Scope, _ended.Token);
        if (followed.Succeeded)
        {
            _sequence = followed.Value;
            _changes = _sequence.GetAsyncEnumerator(_ended.Token);
        }
        else
        {
            _failure = TooOld(followed.Error);
        }
    }

    /// <summary>The next events; null when the watch is over. Throws <see cref="OperationCanceledException"/> when the caller cancels.</summary>
    public async ValueTask<IReadOnlyList<WatchEvent>?> NextAsync()
    {
        if (_initial is { } initial)
        {
            _initial = null;
            return initial;
        }

        while (!_over)
        {
            if (_changes is null)
                return End(_failure!);
            if (Due() is { } bookmark)
                return bookmark;
            if (_over)
                break;
            _next ??= _changes.MoveNextAsync().AsTask();
            if (!_next.IsCompleted && !await ArrivesAsync(_next))
            {
                _ended.Token.ThrowIfCancellationRequested();
                continue;
            }

            if (await ReadAsync() is { Count: > 0 } events)
                return events;
        }

        return null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await OnContext.CancelAsync(_ended);
        if (_next is not null)
            await _next.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        if (_changes is not null)
            await _changes.DisposeAsync();
        _timerStop?.Dispose();
        _ended.Dispose();
    }

    private List<WatchEvent> InitialEvents(ReplicaSnapshot snapshot)
    {
        var events = _filter.In(snapshot, after: null).Select(value => WatchEvent.Of("ADDED", value)).ToList();
        if (_options is { SendInitialEvents: true, AllowWatchBookmarks: true })
            events.Add(WatchEvent.Bookmark(snapshot.Revision, endsInitial: true));
        return events;
    }

    private async Task<bool> ArrivesAsync(Task<bool> next)
    {
        var until = _options.AllowWatchBookmarks && _bookmarkAt < _endsAt ? _bookmarkAt : _endsAt;
        if (until <= _parts.Now)
            return false;
        // Changes come far more often than the time is up: one timer serves many waits.
        if (_timer is null || _timer.IsCompleted || _timerUntil != until)
        {
            if (_timerStop is not null)
                await OnContext.CancelAsync(_timerStop);
            _timerStop?.Dispose();
            _timerStop = CancellationTokenSource.CreateLinkedTokenSource(_ended.Token);
            _timer = Pause.UntilAsync(until, _parts.Time, _timerStop.Token);
            _timerUntil = until;
        }

        return await OnContext.WhenAny(next, _timer) == next;
    }

    // What is due whether or not changes keep coming: the end, the first bookmark of a watch that has caught up, the next regular one.
    private WatchEvent[]? Due()
    {
        var now = _parts.Now;
        if (now >= _endsAt)
        {
            _over = true;
            _revision = _sequence!.UpTo(_revision);
            return _options.AllowWatchBookmarks && _revision > _bookmarked ? Bookmark() : null;
        }

        if (_tellCaughtUp && _revision >= _caughtUpAt)
            return Bookmark();
        return _options.AllowWatchBookmarks && now >= _bookmarkAt ? Bookmark() : null;
    }

    private WatchEvent[] Bookmark()
    {
        // Changes of others do not wake a watch: it is as far as the stream when nothing it follows has changed.
        _revision = _sequence!.UpTo(_revision);
        _tellCaughtUp = false;
        _bookmarkAt = NextBookmark();
        _bookmarked = _revision;
        return [WatchEvent.Bookmark(_revision)];
    }

    private async ValueTask<IReadOnlyList<WatchEvent>?> ReadAsync()
    {
        var next = _next!;
        _next = null;
        try
        {
            if (!await next)
                return End(TooOld(null));
        }
        catch (ApiStatusException exception)
        {
            return End(TooOld(exception.Status));
        }

        var batch = _changes!.Current;
        if (batch.Count == 0)
            return null;
        _revision = Math.Max(_revision, batch[^1].Revision);
        var events = new List<WatchEvent>(batch.Count);
        foreach (var change in batch)
        {
            if (Translate(change) is { } translated)
                events.Add(translated);
        }

        return events;
    }

    // An object that begins or ceases to match the selectors appears or disappears for this watcher.
    private WatchEvent? Translate(ReplicaChange change)
    {
        var matched = change.Before is { } before && _filter.Matches(before);
        if (change.After is not { } after)
            return matched ? WatchEvent.Of("DELETED", change.Last ?? change.Before!) : null;
        if (_filter.Matches(after))
            return WatchEvent.Of(matched ? "MODIFIED" : "ADDED", after);
        return matched ? new WatchEvent("DELETED", change.Before, change.Revision) : null;
    }

    private WatchEvent[] End(ApiStatus failure)
    {
        _over = true;
        return [WatchEvent.Error(failure)];
    }

    private ApiStatus TooOld(ApiStatus? cause) => cause is { Code: not 410 }
        ? cause
        : ApiStatuses.Expired(cause?.Message ?? string.Create(CultureInfo.InvariantCulture, $"too old resource version: {_revision}"));

    // The last bookmark comes shortly before the end, so that the next watch can go on from close by.
    private DateTimeOffset NextBookmark()
    {
        var now = _parts.Now;
        var regular = now + _parts.Options.BookmarkInterval;
        var last = _endsAt - LastBookmarkBefore;
        return regular > last && now < last ? last : regular;
    }
}
