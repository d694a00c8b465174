namespace CloudOrchestrator.Emulators.Functions.Handlers;

/// <summary>Ids and chances from one seed.</summary>
internal sealed class IdSource(int seed)
{
    private readonly Random _random = new(seed);
    private readonly Lock _gate = new();

    /// <summary>A new id.</summary>
    public Guid Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        lock (_gate)
            _random.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>A number from 0 to below <paramref name="count"/>.</summary>
    public int Next(int count)
    {
        lock (_gate)
            return _random.Next(count);
    }

    /// <summary>A number from 0 to below 1.</summary>
    public double NextShare()
    {
        lock (_gate)
            return _random.NextDouble();
    }
}
