using CloudOrchestrator.Objects;
using CloudOrchestrator.Storage;

namespace CloudOrchestrator.Controllers.Tests.Triggered;

/// <summary>
/// A shared log behind a network: others come in between at every request, and some replies are lost. <paramref name="seed"/> decides which.
/// </summary>
internal sealed class YieldingLog(MemoryLog inner, int seed) : IRevisionLog, IPointReads
{
    private readonly Random _random = new(seed);

    /// <summary>Of a thousand appends, how many are lost on their way and as many again on their way back.</summary>
    public int LostPerThousand { get; set; }

    /// <summary>Stands before every append of a stream: what it does is stored first.</summary>
    public Func<string, Task> BeforeAppend { get; set; } = static _ => Task.CompletedTask;

    public async Task<AppendOutcome> AppendAsync(string stream, long expectedHead, IReadOnlyList<LogRecord> records, CancellationToken cancellationToken)
    {
        await BeforeAppend(stream);
        var dice = await PassAsync();
        if (dice < LostPerThousand)
            throw new IOException("injected: the request was lost");
        var outcome = await inner.AppendAsync(stream, expectedHead, records, cancellationToken);
        if (dice < 2 * LostPerThousand)
            throw new IOException("injected: the reply was lost");
        await PassAsync();
        return outcome;
    }

    public async Task<LogRead> ReadAsync(string stream, long after, int limit, CancellationToken cancellationToken)
    {
        await PassAsync();
        var read = await inner.ReadAsync(stream, after, limit, cancellationToken);
        await PassAsync();
        return read;
    }

    public async Task<long> HeadAsync(string stream, CancellationToken cancellationToken)
    {
        await PassAsync();
        var head = await inner.HeadAsync(stream, cancellationToken);
        await PassAsync();
        return head;
    }

    public async Task<LogRecord?> ReadObjectAsync(string stream, ObjectKey key, CancellationToken cancellationToken)
    {
        await PassAsync();
        var record = await inner.ReadObjectAsync(stream, key, cancellationToken);
        await PassAsync();
        return record;
    }

    public Task<long> WaitAsync(string stream, long after, TimeSpan limit, CancellationToken cancellationToken) =>
        inner.WaitAsync(stream, after, limit, cancellationToken);

    public Task<LogState> ReadStateAsync(string stream, CancellationToken cancellationToken) => inner.ReadStateAsync(stream, cancellationToken);

    public Task WriteStateAsync(string stream, LogState state, CancellationToken cancellationToken) => inner.WriteStateAsync(stream, state, cancellationToken);

    public Task TrimAsync(string stream, DateTimeOffset before, CancellationToken cancellationToken) => inner.TrimAsync(stream, before, cancellationToken);

    public Task<IReadOnlyList<string>> StreamsAsync(CancellationToken cancellationToken) => inner.StreamsAsync(cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private async Task<int> PassAsync()
    {
        int turns, dice;
        lock (_random)
            (turns, dice) = (_random.Next(4), _random.Next(1000));
        for (var turn = 0; turn < turns; turn++)
            await Task.Yield();
        return dice;
    }
}
