using System.Diagnostics;
using System.Threading.Channels;

namespace CloudOrchestrator.Storage;

/// <summary>One stream in use: its replica, the loop that commits mutations, and the loop that follows what other writers append.</summary>
internal sealed class StreamSession : IMutationQueue, IAsyncDisposable
{
    private const int ReadMax = 1000;
    private static readonly TimeSpan TailWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan TailRetry = TimeSpan.FromSeconds(1);

    private readonly IRevisionLog _log;
    private readonly ObjectStoreOptions _options;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _closing = new();
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Channel<PendingMutation> _queue = Channel.CreateUnbounded<PendingMutation>();
    private readonly GroupCommitter _committer;
    private readonly RefreshGate _refreshes;
    private readonly Task _tailing;
    private long _refreshed;
    private int _committing;

    private StreamSession(IRevisionLog log, string stream, ReplicaState state, ObjectStoreOptions options, TimeProvider time, WriteIds ids)
    {
        _log = log;
        _options = options;
        _time = time;
        Replica = new Replica(log, stream, state, options, _closing.Token);
        StateRevision = state.Revision;
        StateWritten = time.GetTimestamp();
        _refreshed = StateWritten;
        _refreshes = new RefreshGate(CatchUpToHeadAsync);
        _committer = new GroupCommitter(log, Replica, options, time, ids, (writeId, token) => CatchUpAsync(writeId, long.MaxValue, token));

        // Nobody else appends to a log that is not shared.
        _tailing = options.SharedLog ? OnContext.Run(TailLoopAsync) : Task.CompletedTask;
    }

    public Replica Replica { get; }

    /// <summary>Revision of the materialised state as last written or read.</summary>
    public long StateRevision { get; set; }

    /// <summary>Timestamp of that.</summary>
    public long StateWritten { get; set; }

    /// <summary>True once this process has trimmed the stream; used with a shared log, whose last trim <see cref="StateWritten"/> tells then.</summary>
    public bool IsTrimmed { get; set; }

    /// <summary>Reads a stream's state and all that the log has on top of it.</summary>
    public static async Task<StreamSession> OpenAsync(
        IRevisionLog log, string stream, ObjectStoreOptions options, TimeProvider time, WriteIds ids, CancellationToken cancellationToken)
    {
        var (state, materialised) = await LoadAsync(log, stream, new ReplicaIndexes(options.IndexesOf(stream)), cancellationToken);
        return new StreamSession(log, stream, state, options, time, ids) { StateRevision = materialised };
    }

    public Task<MutationResult> MutateAsync(PendingMutation mutation)
    {
        if (!_queue.Writer.TryWrite(mutation))
        {
            mutation.TrySetException(new ObjectDisposedException(nameof(ObjectStore)));
            return mutation.Task;
        }

        // The first to come commits at once, on its own thread; those who come while it does share the next commit. Failures are the mutations' own.
        if (Interlocked.CompareExchange(ref _committing, 1, 0) == 0)
            _ = CommitWaitingAsync();
        return mutation.Task;
    }

    /// <summary>True when the replica has asked the log within a time short enough for readers that do not insist on the present.</summary>
    public bool IsRecent => !_options.SharedLog || _time.GetElapsedTime(Volatile.Read(ref _refreshed)) <= _options.StaleMax;

    /// <summary>Applies everything up to the log's head. In a shared log concurrent callers share the question.</summary>
    public Task RefreshAsync(CancellationToken cancellationToken) =>
        _options.SharedLog ? OnContext.WaitAsync(_refreshes.RunAsync(), cancellationToken) : CatchUpToHeadAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await OnContext.CancelAsync(_closing);
        await _tailing;

        // What is being committed still gets its answer; from here on nothing is committed.
        await _gate.WaitAsync();
        await _committer.SettledAsync();
        while (_queue.Reader.TryRead(out var pending))
            pending.TrySetException(new ObjectDisposedException(nameof(ObjectStore)));
        _committer.Dispose();
        _closing.Dispose();
    }

    private static async Task<(ReplicaState State, long Materialised)> LoadAsync(
        IRevisionLog log, string stream, ReplicaIndexes indexes, CancellationToken cancellationToken)
    {
        while (true)
        {
            var materialised = await LogLatency.OfAsync("list", stream, Stopwatch.GetTimestamp(), log.ReadStateAsync(stream, cancellationToken));
            var working = new ReplicaStateEditor(RecordReplay.Restore(materialised, indexes));
            while (true)
            {
                var read = await LogLatency.OfAsync(
                    "read", stream, Stopwatch.GetTimestamp(), log.ReadAsync(stream, working.Revision, ReadMax, cancellationToken));
                if (read.Expired)
                    break;
                if (read.Records.Count == 0)
                    return (working.Freeze(), materialised.Revision);
                foreach (var record in read.Records)
                    RecordReplay.Apply(working, record);
            }
        }
    }

    private Task CatchUpToHeadAsync() => CatchUpToHeadAsync(_closing.Token);

    private async Task CatchUpToHeadAsync(CancellationToken cancellationToken)
    {
        var asked = _time.GetTimestamp();
        var head = LogLatency.OfAsync("head", Replica.Stream, Stopwatch.GetTimestamp(), _log.HeadAsync(Replica.Stream, cancellationToken));
        if (await head is var newest && newest > Replica.Snapshot.Revision)
        {
            await OnContext.EnterAsync(_gate, cancellationToken);
            try
            {
                await CatchUpAsync(Guid.Empty, newest, cancellationToken);
            }
            finally
            {
                _gate.Release();
            }
        }

        Volatile.Write(ref _refreshed, asked);
    }

    /// <summary>
    /// Applies what the log has and the replica lacks, up to <paramref name="newest"/> at least. The gate must be held. True when records of the append
    /// <paramref name="writeId"/> were among it.
    /// </summary>
    private async Task<bool> CatchUpAsync(Guid writeId, long newest, CancellationToken cancellationToken)
    {
        var found = false;
        while (Replica.Snapshot.Revision < newest)
        {
            var state = Replica.Snapshot.State;
            var read = await LogLatency.OfAsync(
                "read", Replica.Stream, Stopwatch.GetTimestamp(), _log.ReadAsync(Replica.Stream, state.Revision, ReadMax, cancellationToken));
            if (read.Expired)
            {
                Replica.Restart((await LoadAsync(_log, Replica.Stream, state.Indexes, cancellationToken)).State);
                continue;
            }

            if (read.Records.Count == 0)
                return found;
            var working = new ReplicaStateEditor(state);
            var changes = new ReplicaChange[read.Records.Count];
            for (var i = 0; i < changes.Length; i++)
            {
                changes[i] = RecordReplay.Apply(working, read.Records[i]);
                Replica.Owners.Note(changes[i], null);
                found |= writeId != Guid.Empty && read.Records[i].WriteId == writeId;
            }

            Replica.Publish(working.Freeze(), changes);
        }

        return found;
    }

    // One commit at a time. A writer commits for others once and then leaves the rest to other threads: it has an answer to give.
    private async Task CommitWaitingAsync()
    {
        while (true)
        {
            await _gate.WaitAsync();
            try
            {
                if (_closing.IsCancellationRequested)
                    return;
                await _committer.CommitAsync(_queue.Reader, _closing.Token);
            }
            finally
            {
                _gate.Release();
            }

            // A full fence: the look at the queue must not come before others can see that nobody commits.
            Interlocked.Exchange(ref _committing, 0);
            if (_queue.Reader.Count == 0 || Interlocked.CompareExchange(ref _committing, 1, 0) != 0)
                return;
            await Task.Yield();
        }
    }

    private async Task TailLoopAsync()
    {
        // This goes on after the request that opened the stream, and belongs to no trace.
        Activity.Current = null;
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                if (await WaitForMoreAsync())
                    await RefreshAsync(_closing.Token);
            }
            catch (OperationCanceledException) when (_closing.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                _options.BackgroundFailed(Replica.Stream, exception);
                await Task.Delay(TailRetry, _time, _closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            }
        }
    }

    // Waiting on a shared log costs requests: changes that nobody follows are not waited for.
    private async Task<bool> WaitForMoreAsync()
    {
        var followed = await Replica.Followers.AnyAsync(_closing.Token);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(followed, _closing.Token);
        var known = Replica.Snapshot.Revision;
        try
        {
            return await _log.WaitAsync(Replica.Stream, known, TailWait, stop.Token) > known;
        }
        catch (OperationCanceledException) when (followed.IsCancellationRequested && !_closing.IsCancellationRequested)
        {
            return false;
        }
    }
}
