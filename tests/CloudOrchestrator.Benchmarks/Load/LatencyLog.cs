namespace CloudOrchestrator.Benchmarks.Load;

/// <summary>Durations in ticks of the stopwatch, noted by one thread.</summary>
internal sealed class LatencyLog
{
    private long[] _ticks = new long[4096];

    public int Count { get; private set; }

    public ReadOnlySpan<long> Ticks => _ticks.AsSpan(0, Count);

    public void Add(long ticks)
    {
        if (Count == _ticks.Length)
            Array.Resize(ref _ticks, Count * 2);
        _ticks[Count++] = ticks;
    }
}
