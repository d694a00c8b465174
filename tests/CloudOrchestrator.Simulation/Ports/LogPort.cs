using CloudOrchestrator.Simulation.Runtime;

namespace CloudOrchestrator.Simulation.Ports;

/// <summary>A process's way to the log: everything takes time, and what the log's contract allows to go wrong does.</summary>
internal sealed class LogPort(SimulatedLog log, SimulatedProcess process, LogTroubles troubles) : IRevisionLog, IPointReads
{
    public Task<AppendOutcome> AppendAsync(string stream, long expectedHead, IReadOnlyList<LogRecord> records, CancellationToken cancellationToken)
    {
        var reply = new Reply<AppendOutcome>(process, cancellationToken);
        var fate = troubles.OfAppend(process.Chance);
        if (fate != AppendFate.Stored)
            process.World.Trace.Tell(process.World, process.Name, $"append {stream} after {expectedHead}: {fate}");
        var sent = troubles.Latency(process.Chance);
        switch (fate)
        {
            case AppendFate.Lost:
                reply.FailAfter(troubles.Timeout, new IOException("injected: the append was lost"));
                break;
            case AppendFate.ReplyLost:
                log.Storage.After(sent, () => Store());
                reply.FailAfter(troubles.Timeout, new IOException("injected: the reply to the append was lost"));
                break;
            case AppendFate.Late:
                log.Storage.After(troubles.Timeout + troubles.Lateness(process.Chance), () => Store());
                reply.FailAfter(troubles.Timeout, new IOException("injected: the append is on its way"));
                break;
            case AppendFate.Throttled:
                reply.FailAfter(sent, Unavailable());
                break;
            default:
                log.Storage.After(sent, () =>
                {
                    if (log.Refuses)
                        reply.FailAfter(troubles.Latency(process.Chance), Unavailable());
                    else
                        reply.SetAfter(troubles.Latency(process.Chance), Store());
                });
                break;
        }

        return reply.Task;

        AppendOutcome Store() => log.Append(process.Name, stream, expectedHead, records);
    }

    public Task<LogRead> ReadAsync(string stream, long after, int limit, CancellationToken cancellationToken) =>
        AskAsync(() => log.Read(stream, after, limit), cancellationToken);

    public Task<long> HeadAsync(string stream, CancellationToken cancellationToken) => AskAsync(() => log.Head(stream), cancellationToken);

    public Task<LogRecord?> ReadObjectAsync(string stream, ObjectKey key, CancellationToken cancellationToken) =>
        AskAsync(() => log.Find(stream, key), cancellationToken);

    public Task<LogState> ReadStateAsync(string stream, CancellationToken cancellationToken) => AskAsync(() => log.State(stream), cancellationToken);

    public Task<IReadOnlyList<string>> StreamsAsync(CancellationToken cancellationToken) => AskAsync(log.Streams, cancellationToken);

    public Task WriteStateAsync(string stream, LogState state, CancellationToken cancellationToken) => AskAsync(
        () =>
        {
            log.Write(stream, state);
            return true;
        },
        cancellationToken);

    public Task TrimAsync(string stream, DateTimeOffset before, CancellationToken cancellationToken) => AskAsync(
        () =>
        {
            log.Trim(stream, before);
            return true;
        },
        cancellationToken);

    public Task<long> WaitAsync(string stream, long after, TimeSpan limit, CancellationToken cancellationToken)
    {
        var reply = new Reply<long>(process, cancellationToken);
        if (log.Head(stream) > after)
            reply.SetAfter(troubles.Latency(process.Chance), log.Head(stream));
        else
            Wait();
        process.After(limit, () => reply.SetAfter(TimeSpan.Zero, log.Head(stream)));
        return reply.Task;

        void Wait() => log.WhenGrown(stream, () =>
        {
            if (log.Head(stream) > after)
                reply.SetAfter(troubles.Latency(process.Chance), log.Head(stream));
            else
                Wait();
        });
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task<T> AskAsync<T>(Func<T> question, CancellationToken cancellationToken)
    {
        var reply = new Reply<T>(process, cancellationToken);
        if (troubles.FailsRead(process.Chance))
        {
            reply.FailAfter(troubles.Latency(process.Chance), Unavailable());
            return reply.Task;
        }

        log.Storage.After(troubles.Latency(process.Chance), () =>
        {
            var answer = question();
            reply.SetAfter(troubles.Latency(process.Chance), answer);
        });
        return reply.Task;
    }

    private static StorageUnavailableException Unavailable() =>
        new("injected: storage is throttled", TimeSpan.FromSeconds(1), new IOException("injected: 503"));
}
