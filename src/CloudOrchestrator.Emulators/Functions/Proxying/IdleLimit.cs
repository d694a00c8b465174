namespace CloudOrchestrator.Emulators.Functions.Proxying;

/// <summary>Cancels when nothing has been sent for a while; or, where that is asked for, after that while in any case.</summary>
internal sealed class IdleLimit : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly TimeSpan _limit;
    private readonly bool _isTotal;

    /// <summary>A limit that runs from now on.</summary>
    public IdleLimit(TimeSpan limit, bool isTotal, TimeProvider time)
    {
        (_limit, _isTotal) = (limit, isTotal);
        _source = new CancellationTokenSource(limit, time);
    }

    /// <summary>Cancelled at the limit.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>True once the limit has been reached.</summary>
    public bool Reached => _source.IsCancellationRequested;

    /// <summary>Something was sent.</summary>
    public void Reset()
    {
        if (!_isTotal)
            _source.CancelAfter(_limit);
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();
}
