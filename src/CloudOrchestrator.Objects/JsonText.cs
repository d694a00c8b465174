using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace CloudOrchestrator.Objects;

/// <summary>JSON that nobody looks into: kept, compared and written as the text it is. Immutable.</summary>
[JsonConverter(typeof(JsonTextConverter))]
public sealed class JsonText : IEquatable<JsonText>
{
    private readonly byte[] _utf8;

    /// <summary>Takes a copy of one whole value.</summary>
    public JsonText(ReadOnlySpan<byte> utf8) => _utf8 = utf8.ToArray();

    /// <summary>The text.</summary>
    public ReadOnlyMemory<byte> Utf8 => _utf8;

    /// <summary>A node of a tree that is written as this text.</summary>
    public static JsonNode ToNode(ReadOnlySpan<byte> utf8) =>
        JsonValue.Create(new JsonText(utf8), (JsonTypeInfo<JsonText>)ObjectJson.Options.GetTypeInfo(typeof(JsonText)))!;

    /// <inheritdoc/>
    public bool Equals(JsonText? other) => other is not null && _utf8.AsSpan().SequenceEqual(other._utf8);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as JsonText);

    /// <inheritdoc/>
    public override int GetHashCode() => SharedConverter.HashOf(_utf8).GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => System.Text.Encoding.UTF8.GetString(_utf8);
}
