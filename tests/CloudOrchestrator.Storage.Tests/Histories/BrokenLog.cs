namespace CloudOrchestrator.Storage.Tests.Histories;

/// <summary>A log that breaks one promise now and then.</summary>
internal sealed class BrokenLog(IRevisionLog inner, string promise) : IRevisionLog
{
    private int _count;

    public async Task<AppendOutcome> AppendAsync(string stream, long expectedHead, IReadOnlyList<LogRecord> records, CancellationToken cancellationToken)
    {
        switch (promise)
        {
            case "acknowledged-is-there" when Now():
                return AppendOutcome.Stored;
            case "all-or-nothing" when records.Count > 1 && Now():
                await inner.AppendAsync(stream, expectedHead, [.. records.SkipLast(1)], cancellationToken);
                throw new IOException("cut short");
            case "refused-is-not-there" when Now():
                await inner.AppendAsync(stream, expectedHead, records, cancellationToken);
                return AppendOutcome.Conflict;
            case "conflict-has-a-cause" when Now():
                return AppendOutcome.Conflict;
            case "expected-head" when Now():
                var head = await inner.HeadAsync(stream, cancellationToken);
                return await inner.AppendAsync(stream, head, [.. records.Select((record, i) => record with { Revision = head + 1 + i })], cancellationToken);
            default:
                return await inner.AppendAsync(stream, expectedHead, records, cancellationToken);
        }
    }

    public async Task<LogRead> ReadAsync(string stream, long after, int limit, CancellationToken cancellationToken)
    {
        var read = await inner.ReadAsync(stream, after, limit, cancellationToken);
        return promise switch
        {
            "reads-have-no-gaps" when read.Records.Count > 2 && Now() => read with { Records = [.. read.Records.Where((_, i) => i != 1)] },
            "reads-are-new" when Now() => read with { Records = [] },
            "records-never-change" when read.Records.Count > 0 && Now() => read with { Records = [read.Records[0] with { Value = "{}"u8.ToArray() }, .. read.Records.Skip(1)] },
            _ => read,
        };
    }

    public async Task<long> HeadAsync(string stream, CancellationToken cancellationToken)
    {
        var head = await inner.HeadAsync(stream, cancellationToken);
        return promise switch
        {
            "head-is-new" when Now() => head / 2,
            "head-is-true" when Now() => head + 10_000,
            _ => head,
        };
    }

    public async Task<LogState> ReadStateAsync(string stream, CancellationToken cancellationToken)
    {
        var state = await inner.ReadStateAsync(stream, cancellationToken);
        return promise == "state-is-whole" && state.Objects.Count > 0 ? state with { Objects = [.. state.Objects.Skip(1)] } : state;
    }

    public Task<long> WaitAsync(string stream, long after, TimeSpan limit, CancellationToken cancellationToken) => inner.WaitAsync(stream, after, limit, cancellationToken);

    public Task WriteStateAsync(string stream, LogState state, CancellationToken cancellationToken) => inner.WriteStateAsync(stream, state, cancellationToken);

    public Task TrimAsync(string stream, DateTimeOffset before, CancellationToken cancellationToken) => inner.TrimAsync(stream, before, cancellationToken);

    public Task<IReadOnlyList<string>> StreamsAsync(CancellationToken cancellationToken) => inner.StreamsAsync(cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private bool Now() => Interlocked.Increment(ref _count) % 7 == 0;
}
