using System.Collections.Concurrent;
using System.Diagnostics;

namespace CloudOrchestrator.Storage;

/// <summary>
/// The object store of a process: replicas opened on first use, writes committed in groups, states written and logs trimmed in the background.
/// Does not own the log it is given.
/// </summary>
public sealed class ObjectStore : IObjectStore, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Task<StreamSession>>> _sessions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<PointWriter>> _pointWriters = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _closing = new();
    private readonly IRevisionLog _log;
    private readonly IPointReads? _points;
    private readonly ObjectStoreOptions _options;
    private readonly TimeProvider _time;
    private readonly WriteIds _ids;
    private Task _maintenance = Task.CompletedTask;
    private int _disposed;

    /// <summary>A store over a log.</summary>
    public ObjectStore(IRevisionLog log, ObjectStoreOptions options, TimeProvider time, IIdSource ids)
    {
        _log = log;
        _points = options.SharedLog ? log as IPointReads : null;
        _options = options;
        _time = time;
        _ids = new WriteIds(ids);
    }

    /// <summary>Starts writing states and trimming in the background, until the store is disposed.</summary>
    public void Start() => _maintenance = MaintainAsync();

    /// <inheritdoc/>
    public bool ReadsPoints => _points is not null;

    /// <inheritdoc/>
    public async ValueTask<Replica> ReplicaAsync(string stream, bool fresh, CancellationToken cancellationToken)
    {
        if (_options.SharedLog)
            return (await FreshSessionAsync(stream, cancellationToken)).Replica;
        var session = await SessionAsync(stream, cancellationToken);
        if (fresh)
            await session.RefreshAsync(cancellationToken);
        return session.Replica;
    }

    /// <inheritdoc/>
    public async ValueTask<StoredObject?> GetAsync(string stream, ObjectKey key, bool fresh, CancellationToken cancellationToken)
    {
        if (_points is null)
            return (await ReplicaAsync(stream, fresh, cancellationToken)).Snapshot.Get(key);
        ObjectDisposedException.ThrowIf(_closing.IsCancellationRequested, this);
        if (!fresh && OpenSession(stream) is { IsRecent: true } session)
            return session.Replica.Snapshot.Get(key);
        return await LogLatency.OfAsync("get", stream, Stopwatch.GetTimestamp(), _points.ReadObjectAsync(stream, key, cancellationToken)) is { } record
            ? new StoredObject(record.Key, record.Revision, record.Value)
            : null;
    }

    /// <inheritdoc/>
    public Task<MutationResult> MutateAsync(
        string stream, ObjectKey key, Func<StoredObject?, ReplicaSnapshot, Mutation> mutate, WriteGuard? guard, CancellationToken cancellationToken)
    {
        // A refusal must not rest on a state that others have left behind.
        var session = _options.SharedLog
            ? FreshSessionAsync(stream, cancellationToken)
            : SessionAsync(stream, cancellationToken);
        var pending = new PendingMutation(key, mutate, guard);
        return session.IsCompletedSuccessfully ? SettledAsync(pending, session.Result, cancellationToken) : SettledAsync(pending, session, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<MutationResult> MutateObjectAsync(string stream, ObjectKey key, Func<StoredObject?, Mutation> mutate, CancellationToken cancellationToken)
    {
        if (_points is null || OpenSession(stream) is not null)
            return MutateAsync(stream, key, (current, _) => mutate(current), null, cancellationToken);
        ObjectDisposedException.ThrowIf(_closing.IsCancellationRequested, this);
        var writer = _pointWriters.GetOrAdd(stream, static (name, store) => new(() => store.NewPointWriter(name)), this).Value;
        return SettledAsync(new PendingMutation(key, (current, _) => mutate(current), null), writer, cancellationToken);
    }

    /// <summary>Writes the states that are due and trims; what <see cref="Start"/> does at every interval.</summary>
    public async Task MaintainOnceAsync(CancellationToken cancellationToken)
    {
        foreach (var (stream, opening) in _sessions)
        {
            try
            {
                if (opening.IsValueCreated && opening.Value.IsCompletedSuccessfully)
                    await MaintainAsync(await opening.Value, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                _options.BackgroundFailed(stream, exception);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        await OnContext.CancelAsync(_closing);
        await _maintenance;
        foreach (var writer in _pointWriters.Values.Where(writer => writer.IsValueCreated))
            await writer.Value.DisposeAsync();
        foreach (var opening in _sessions.Values)
        {
            var session = opening.IsValueCreated ? opening.Value : Task.FromCanceled<StreamSession>(_closing.Token);
            await ((Task)session).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            if (session.IsCompletedSuccessfully)
                await (await session).DisposeAsync();
        }

        _closing.Dispose();
    }

    private static async Task<MutationResult> SettledAsync(PendingMutation pending, ValueTask<StreamSession> opening, CancellationToken cancellationToken) =>
        await SettledAsync(pending, await opening, cancellationToken);

    private static async Task<MutationResult> SettledAsync(PendingMutation pending, IMutationQueue queue, CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.UnsafeRegister(static (state, token) => ((PendingMutation)state!).TrySetCanceled(token), pending);
        return await queue.MutateAsync(pending);
    }

    private PointWriter NewPointWriter(string stream) => new(stream, _log, _points!, _options, _time, _ids, CatchUpOpenAsync);

    // A session that was opened while an object of its stream was written past it may have read the log too early.
    private async Task CatchUpOpenAsync(string stream)
    {
        if (!_sessions.TryGetValue(stream, out var opening))
            return;
        await ((Task)opening.Value).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (OpenSession(stream) is { } session)
            await session.RefreshAsync(_closing.Token);
    }

    private async ValueTask<StreamSession> FreshSessionAsync(string stream, CancellationToken cancellationToken)
    {
        // What is opened from now on reads a log that is at least as new as this call.
        var isNew = !_sessions.ContainsKey(stream);
        var session = await SessionAsync(stream, cancellationToken);
        if (!isNew)
            await session.RefreshAsync(cancellationToken);
        return session;
    }

    private StreamSession? OpenSession(string stream) =>
        _sessions.TryGetValue(stream, out var opening) && opening.IsValueCreated && opening.Value.IsCompletedSuccessfully ? opening.Value.Result : null;

    private ValueTask<StreamSession> SessionAsync(string stream, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_closing.IsCancellationRequested, this);
        var opening = _sessions.GetOrAdd(stream, Open).Value;
        return opening.IsCompletedSuccessfully ? new(opening.Result) : new(OpenedAsync(stream, opening, cancellationToken));
    }

    private Lazy<Task<StreamSession>> Open(string stream) =>
        new(() => OnContext.Run(() => StreamSession.OpenAsync(_log, stream, _options, _time, _ids, _closing.Token)));

    private async Task<StreamSession> OpenedAsync(string stream, Task<StreamSession> opening, CancellationToken cancellationToken)
    {
        try
        {
            return await OnContext.WaitAsync(opening, cancellationToken);
        }
        catch (Exception) when (opening.IsFaulted)
        {
            // The next caller tries again.
            if (_sessions.TryGetValue(stream, out var failed) && failed.IsValueCreated && failed.Value == opening)
                _sessions.TryRemove(new(stream, failed));
            throw;
        }
    }

    private async Task MaintainAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            await Task.Delay(_options.MaintenanceInterval, _time, _closing.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            if (!_closing.IsCancellationRequested)
                await MaintainOnceAsync(_closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    private async Task MaintainAsync(StreamSession session, CancellationToken cancellationToken)
    {
        if (_options.SharedLog)
        {
            await TrimSharedAsync(session, cancellationToken);
            return;
        }

        var snapshot = session.Replica.Snapshot;
        var behind = snapshot.Revision - session.StateRevision;
        var due = behind >= Math.Max(_options.StateRecordsMin, snapshot.Count)
            || (behind > 0 && _time.GetElapsedTime(session.StateWritten) >= _options.StateAgeMax);
        if (!due)
            return;
        var now = _time.GetUtcNow();
        var objects = snapshot.List(null)
            .Select(stored => new LogRecord(stored.Revision, LogRecordType.Put, stored.Key, stored.Utf8, now, Guid.Empty))
            .ToArray();
        await _log.WriteStateAsync(session.Replica.Stream, new LogState(snapshot.Revision, objects), cancellationToken);
        session.StateRevision = snapshot.Revision;
        session.StateWritten = _time.GetTimestamp();
        await _log.TrimAsync(session.Replica.Stream, now - _options.Retention, cancellationToken);
    }

    // A shared log keeps its state itself. Who lives for minutes only must trim at once, and who lives long not too often.
    private async Task TrimSharedAsync(StreamSession session, CancellationToken cancellationToken)
    {
        if (session.IsTrimmed && _time.GetElapsedTime(session.StateWritten) < _options.StateAgeMax)
            return;
        await _log.TrimAsync(session.Replica.Stream, _time.GetUtcNow() - _options.Retention, cancellationToken);
        session.IsTrimmed = true;
        session.StateWritten = _time.GetTimestamp();
    }
}
