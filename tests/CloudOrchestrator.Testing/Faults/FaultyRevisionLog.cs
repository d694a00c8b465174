using CloudOrchestrator.Storage;

namespace CloudOrchestrator.Testing.Faults;

/// <summary>A log whose appends fail as <paramref name="next"/> says, before and after taking effect. Everything else is passed through.</summary>
public sealed class FaultyRevisionLog(IRevisionLog inner, Func<AppendFault> next) : IRevisionLog
{
    private readonly Lock _lock = new();
    private readonly Queue<Func<Task>> _late = new();

    /// <inheritdoc/>
    public async Task<AppendOutcome> AppendAsync(string stream, long expectedHead, IReadOnlyList<LogRecord> records, CancellationToken cancellationToken)
    {
        while (TakeLate() is { } late)
            await late();
        switch (next())
        {
            case AppendFault.None:
                return await inner.AppendAsync(stream, expectedHead, records, cancellationToken);
            case AppendFault.LostReply:
                await inner.AppendAsync(stream, expectedHead, records, cancellationToken);
                break;
            case AppendFault.LateRequest:
                lock (_lock)
                    _late.Enqueue(() => inner.AppendAsync(stream, expectedHead, records, CancellationToken.None));
                break;
        }

        throw new IOException("injected: the outcome of this append is unknown");
    }

    /// <inheritdoc/>
    public Task<LogRead> ReadAsync(string stream, long after, int limit, CancellationToken cancellationToken) =>
        inner.ReadAsync(stream, after, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<long> HeadAsync(string stream, CancellationToken cancellationToken) => inner.HeadAsync(stream, cancellationToken);

    /// <inheritdoc/>
    public Task<long> WaitAsync(string stream, long after, TimeSpan limit, CancellationToken cancellationToken) =>
        inner.WaitAsync(stream, after, limit, cancellationToken);

    /// <inheritdoc/>
    public Task<LogState> ReadStateAsync(string stream, CancellationToken cancellationToken) => inner.ReadStateAsync(stream, cancellationToken);

    /// <inheritdoc/>
    public Task WriteStateAsync(string stream, LogState state, CancellationToken cancellationToken) => inner.WriteStateAsync(stream, state, cancellationToken);

    /// <inheritdoc/>
    public Task TrimAsync(string stream, DateTimeOffset before, CancellationToken cancellationToken) => inner.TrimAsync(stream, before, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<string>> StreamsAsync(CancellationToken cancellationToken) => inner.StreamsAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private Func<Task>? TakeLate()
    {
        lock (_lock)
            return _late.TryDequeue(out var late) ? late : null;
    }
}
