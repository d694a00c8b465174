namespace CloudOrchestrator.Benchmarks.Load;

/// <summary>Objects are numbered from 0 in the order they are made and deleted in that order: what exists is the range between.</summary>
internal sealed class ObjectNumbers
{
    private long _made;
    private long _deleted;

    public long Made => Volatile.Read(ref _made);

    public long Deleted => Math.Min(Volatile.Read(ref _deleted), Made);

    public long Count => Made - Deleted;

    /// <summary>Number of the next object to make.</summary>
    public long Make() => Interlocked.Increment(ref _made) - 1;

    /// <summary>So many were made by an earlier run.</summary>
    public void Resume(long made) => Volatile.Write(ref _made, made);

    /// <summary>Number of the next object to delete; null when there is none.</summary>
    public long? Delete()
    {
        var number = Interlocked.Increment(ref _deleted) - 1;
        return number < Made ? number : null;
    }
}
