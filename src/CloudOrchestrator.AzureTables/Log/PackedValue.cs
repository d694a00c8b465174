using System.IO.Compression;

namespace CloudOrchestrator.AzureTables.Log;

/// <summary>A value as it is stored: compressed where that helps, cut into properties of at most 64 KiB.</summary>
/// <param name="Bytes">What is stored.</param>
/// <param name="Length">Bytes of the value itself.</param>
/// <param name="Compressed">True when <paramref name="Bytes"/> are in Brotli's format.</param>
internal readonly record struct PackedValue(ReadOnlyMemory<byte> Bytes, int Length, bool Compressed)
{
    /// <summary>A larger value goes into rows of its own, once, instead of into both the log row and the object row: base64 makes it a third larger in a request.</summary>
    public const int InlineMax = 448 << 10;

    private const int PropertyBytes = 64 << 10;
    private const int SpillRowBytes = 15 * PropertyBytes;
    private const int CompressMin = 200;

    /// <summary>Rows that the value needs for itself; 0 when it fits where it is used.</summary>
    public int SpillRows => Bytes.Length <= InlineMax ? 0 : (Bytes.Length + SpillRowBytes - 1) / SpillRowBytes;

    public static PackedValue Of(ReadOnlyMemory<byte> value)
    {
        if (value.Length < CompressMin)
            return new(value, value.Length, false);
        var buffer = new byte[BrotliEncoder.GetMaxCompressedLength(value.Length)];
        return BrotliEncoder.TryCompress(value.Span, buffer, out var written, quality: 1, window: 20) && written < value.Length - (value.Length >> 4)
            ? new(buffer.AsMemory(0, written), value.Length, true)
            : new(value, value.Length, false);
    }

    /// <summary>Writes the chunks of part <paramref name="spillRow"/>, or all of them when the value needs no rows of its own.</summary>
    public void WriteTo(TableEntity row, int spillRow = 0)
    {
        var rest = SpillRows == 0 ? Bytes : Bytes.Slice(spillRow * SpillRowBytes, Math.Min(SpillRowBytes, Bytes.Length - (spillRow * SpillRowBytes)));
        for (var i = 0; rest.Length > 0; i++)
        {
            var chunk = rest[..Math.Min(PropertyBytes, rest.Length)];
            row[$"V{i}"] = chunk;
            rest = rest[chunk.Length..];
        }
    }

    /// <summary>Puts the chunks of rows together again.</summary>
    public static ReadOnlyMemory<byte> Read(IEnumerable<TableEntity> rows, int length, bool compressed)
    {
        var chunks = new List<byte[]>();
        foreach (var row in rows)
        {
            for (var i = 0; row.GetBinary($"V{i}") is { } chunk; i++)
                chunks.Add(chunk);
        }

        var bytes = chunks.Count == 1 ? chunks[0] : chunks.SelectMany(chunk => chunk).ToArray();
        if (!compressed)
            return bytes.Length == length ? bytes : throw new InvalidDataException($"a stored value has {bytes.Length} bytes; expected {length}");
        var value = new byte[length];
        return BrotliDecoder.TryDecompress(bytes, value, out var written) && written == length
            ? value
            : throw new InvalidDataException($"a stored value of {length} bytes cannot be decompressed");
    }
}
