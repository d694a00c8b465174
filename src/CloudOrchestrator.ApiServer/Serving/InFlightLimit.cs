namespace CloudOrchestrator.ApiServer.Serving;

/// <summary>Bounds the requests served at once, reads and writes apart, so that a flood is refused instead of piling up in memory.</summary>
internal sealed class InFlightLimit(int readsMax, int writesMax)
{
    private int _reads;
    private int _writes;

    /// <summary>Takes a place; false when there is none.</summary>
    public bool TryEnter(bool write)
    {
        ref var count = ref write ? ref _writes : ref _reads;
        if (Interlocked.Increment(ref count) <= (write ? writesMax : readsMax))
            return true;
        Interlocked.Decrement(ref count);
        return false;
    }

    /// <summary>Gives a place back.</summary>
    public void Leave(bool write)
    {
        ref var count = ref write ? ref _writes : ref _reads;
        Interlocked.Decrement(ref count);
    }
}
