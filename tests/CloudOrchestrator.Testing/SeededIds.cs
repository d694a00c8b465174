using CloudOrchestrator.Objects;

namespace CloudOrchestrator.Testing;

/// <summary>Ids that follow from a seed alone.</summary>
public sealed class SeededIds(int seed) : IIdSource
{
    private readonly Random _random = new(seed);
    private readonly Lock _lock = new();

    /// <inheritdoc/>
    public string NewUid()
    {
        Span<byte> bytes = stackalloc byte[16];
        lock (_lock)
            _random.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }

    /// <inheritdoc/>
    public string NewSuffix(int length = 5)
    {
        lock (_lock)
            return new string(_random.GetItems<char>(IIdSource.SuffixAlphabet, length));
    }
}
