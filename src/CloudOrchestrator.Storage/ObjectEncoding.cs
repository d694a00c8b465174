using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;

namespace CloudOrchestrator.Storage;

/// <summary>Turns object trees into the bytes that are stored and sent. For one thread at a time; its buffer is reused.</summary>
public sealed class ObjectEncoding : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private readonly Utf8JsonWriter _writer;

    /// <summary>An encoding with a buffer of its own.</summary>
    public ObjectEncoding() => _writer = new Utf8JsonWriter(_buffer, new JsonWriterOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = ObjectJsonReader.DepthMax,
        SkipValidation = true,
    });

    /// <summary>Compact UTF-8 JSON with metadata.resourceVersion set, in the tree as well.</summary>
    public byte[] Encode(JsonObject value, long revision)
    {
        if (value["metadata"] is not JsonObject metadata)
            value["metadata"] = metadata = [];
        metadata["resourceVersion"] = revision.ToString(CultureInfo.InvariantCulture);
        _buffer.ResetWrittenCount();
        _writer.Reset();
        value.WriteTo(_writer);
        _writer.Flush();
        return _buffer.WrittenSpan.ToArray();
    }

    /// <summary>The same JSON with another resourceVersion.</summary>
    internal static byte[] WithRevision(ReadOnlySpan<byte> utf8, (int Start, int Length) at, long revision)
    {
        Span<byte> digits = stackalloc byte[20];
        revision.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
        var result = new byte[utf8.Length - at.Length + length];
        utf8[..at.Start].CopyTo(result);
        digits[..length].CopyTo(result.AsSpan(at.Start));
        utf8[(at.Start + at.Length)..].CopyTo(result.AsSpan(at.Start + length));
        return result;
    }

    /// <summary>True when two texts, encoded here with equal resourceVersions, say the same, whatever the order of their fields.</summary>
    public static bool SameObject(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (left.Length != right.Length)
            return false;
        if (left.SequenceEqual(right))
            return true;

        // Reordering keeps the bytes and so their sum; most real changes do not, and need no parsing.
        return SumOf(left) == SumOf(right) && JsonNode.DeepEquals(JsonNode.Parse(left, documentOptions: Deep), JsonNode.Parse(right, documentOptions: Deep));
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private static JsonDocumentOptions Deep => new() { MaxDepth = ObjectJsonReader.DepthMax };

    private static long SumOf(ReadOnlySpan<byte> bytes)
    {
        var sum = 0L;
        foreach (var value in bytes)
            sum += value * (long)value;
        return sum;
    }
}
