namespace CloudOrchestrator.ApiServer.Serving;

/// <summary>Bounds the requests of one sort served at once, so that a flood is refused instead of piling up in memory.</summary>
internal sealed class InFlightLimit(int max)
{
    private int _count;

    /// <summary>Takes a place; false when there is none.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _count) <= max)
            return true;
        Interlocked.Decrement(ref _count);
        return false;
    }

    /// <summary>Gives a place back.</summary>
    public void Leave() => Interlocked.Decrement(ref _count);
}
