using System.Text.Json.Serialization;

namespace CloudOrchestrator.Objects;

/// <summary>Times as Kubernetes writes them: RFC 3339, UTC, whole seconds. The default value stands for Go's zero time, which is null in JSON.</summary>
internal sealed class TimeJsonConverter : JsonConverter<DateTimeOffset>
{
    public override bool HandleNull => true;

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? default : ReadTime(ref reader);

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        if (value == default)
            writer.WriteNullValue();
        else
            writer.WriteStringValue(Timestamps.Format(value));
    }

    /// <summary>Reads a time with or without a fraction.</summary>
    internal static DateTimeOffset ReadTime(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException($"json: cannot unmarshal {reader.TokenType} into Go value of type string");
        return Rfc3339.TryParse(reader.GetString()!, out var time, out var problem) ? time : throw new JsonException(problem);
    }
}
