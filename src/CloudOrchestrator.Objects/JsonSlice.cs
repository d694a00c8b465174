using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CloudOrchestrator.Objects;

/// <summary>Takes the text of a whole value out of a reader.</summary>
internal static class JsonSlice
{
    /// <summary>
    /// Moves the reader, which stands at the first token of an object or array, to the last one and gives the text between, both included. False, and the
    /// reader where it was, when the value is something else or does not lie in one piece.
    /// </summary>
    public static bool TryTake(ref Utf8JsonReader reader, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (reader.HasValueSequence || reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            return false;
        var begin = reader;
        var first = reader.ValueSpan;
        if (!reader.TrySkip() || reader.HasValueSequence)
        {
            reader = begin;
            return false;
        }

        // The reader does not give its text, but both brackets: they lie in it, as far apart as the reader has counted, unless it came in pieces.
        var last = reader.ValueSpan;
        var length = reader.TokenStartIndex - begin.TokenStartIndex + 1;
        if (first.Length != 1 || last.Length != 1 ||
            Unsafe.ByteOffset(ref MemoryMarshal.GetReference(first), ref MemoryMarshal.GetReference(last)) + 1 != length)
        {
            reader = begin;
            return false;
        }

        text = MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetReference(first), (int)length);
        return true;
    }
}
