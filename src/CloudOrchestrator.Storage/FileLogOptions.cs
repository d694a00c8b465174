namespace CloudOrchestrator.Storage;

/// <summary>How a <see cref="FileLog"/> lays out its files.</summary>
public sealed record FileLogOptions
{
    /// <summary>A segment that has reached this size takes no further records. Trimming removes whole segments. Default 32 MiB.</summary>
    public long SegmentBytes { get; init; } = 32 << 20;

    /// <summary>Waiting appends are written together until they reach this size. Default 16 MiB.</summary>
    public int GroupBytesMax { get; init; } = 16 << 20;
}
