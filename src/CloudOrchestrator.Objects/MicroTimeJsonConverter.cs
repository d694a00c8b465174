using System.Text.Json.Serialization;

namespace CloudOrchestrator.Objects;

/// <summary>Times with microseconds: RFC 3339, UTC, six decimals. The default value stands for Go's zero time, which is null in JSON.</summary>
internal sealed class MicroTimeJsonConverter : JsonConverter<DateTimeOffset>
{
    public override bool HandleNull => true;

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? default : TimeJsonConverter.ReadTime(ref reader);

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        if (value == default)
            writer.WriteNullValue();
        else
            writer.WriteStringValue(Timestamps.FormatMicro(value));
    }
}
