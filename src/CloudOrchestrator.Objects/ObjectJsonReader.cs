namespace CloudOrchestrator.Objects;

/// <summary>Reads JSON text into a mutable tree with the limits and strictness an API server needs.</summary>
public static class ObjectJsonReader
{
    /// <summary>Deepest nesting accepted.</summary>
    public const int DepthMax = 256;

    /// <summary>Parses one JSON object. Duplicate keys: the last wins, and their paths are reported for strict field validation. Never throws on bad input.</summary>
    public static ResultOf<ParsedObject> Read(ReadOnlySpan<byte> utf8) => throw new NotImplementedException();
}
