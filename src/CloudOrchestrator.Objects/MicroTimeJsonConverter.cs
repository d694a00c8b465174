using System.Globalization;
using System.Text.Json.Serialization;

namespace CloudOrchestrator.Objects;

/// <summary>Times with microseconds: RFC 3339, UTC, six decimals.</summary>
internal sealed class MicroTimeJsonConverter : JsonConverter<DateTimeOffset?>
{
    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? null : DateTimeOffset.Parse(reader.GetString() ?? "", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options)
    {
        if (value is null)
            writer.WriteNullValue();
        else
            writer.WriteStringValue(Timestamps.FormatMicro(value.Value));
    }
}
