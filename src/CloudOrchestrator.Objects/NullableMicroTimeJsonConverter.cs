using System.Text.Json.Serialization;

namespace CloudOrchestrator.Objects;

/// <summary><see cref="MicroTimeJsonConverter"/> for times that may be absent.</summary>
internal sealed class NullableMicroTimeJsonConverter : JsonConverter<DateTimeOffset?>
{
    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? null : TimeJsonConverter.ReadTime(ref reader);

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options)
    {
        if (value is null)
            writer.WriteNullValue();
        else
            writer.WriteStringValue(Timestamps.FormatMicro(value.Value));
    }
}
