namespace CloudOrchestrator.Storage;

/// <summary>The most recent changes of a stream, bounded by count and bytes; shared by all followers, who pull from it by revision.</summary>
internal sealed class ChangeWindow(int countMax, long bytesMax)
{
    private readonly Lock _lock = new();
    private ReplicaChange[] _ring = new ReplicaChange[16];
    private int _start;
    private int _count;
    private long _bytes;
    private long _floor;

    /// <summary>Changes after this revision are held.</summary>
    public long Floor
    {
        get
        {
            lock (_lock)
                return _floor;
        }
    }

    /// <summary>Forgets everything and starts after a revision.</summary>
    public void Reset(long floor)
    {
        lock (_lock)
        {
            Array.Clear(_ring);
            (_start, _count, _bytes, _floor) = (0, 0, 0, floor);
        }
    }

    /// <summary>Adds changes; their revisions continue those held, without gaps.</summary>
    public void Add(IReadOnlyList<ReplicaChange> changes)
    {
        lock (_lock)
        {
            foreach (var change in changes)
            {
                if (change.Revision != _floor + _count + 1)
                    throw new InvalidOperationException($"change {change.Revision} does not follow {_floor + _count}");
                if (_count == _ring.Length)
                    Grow();
                _ring[(_start + _count) % _ring.Length] = change;
                _count++;
                _bytes += SizeOf(change);
                while (_count > 1 && (_count > countMax || _bytes > bytesMax))
                    DropOldest();
            }
        }
    }

    /// <summary>Changes after a revision, oldest first; null when some are no longer held.</summary>
    public IReadOnlyList<ReplicaChange>? After(long revision, int limit)
    {
        lock (_lock)
        {
            if (revision < _floor)
                return null;
            var skip = revision - _floor;
            if (skip >= _count)
                return [];
            var taken = new ReplicaChange[Math.Min(limit, _count - skip)];
            for (var i = 0; i < taken.Length; i++)
                taken[i] = _ring[(int)((_start + skip + i) % _ring.Length)];
            return taken;
        }
    }

    private static long SizeOf(ReplicaChange change) => 200 + ((change.After ?? change.Last)?.Utf8.Length ?? 0);

    private void Grow()
    {
        var larger = new ReplicaChange[_ring.Length * 2];
        for (var i = 0; i < _count; i++)
            larger[i] = _ring[(_start + i) % _ring.Length];
        (_ring, _start) = (larger, 0);
    }

    private void DropOldest()
    {
        _bytes -= SizeOf(_ring[_start]);
        _ring[_start] = null!;
        _start = (_start + 1) % _ring.Length;
        _count--;
        _floor++;
    }
}
