using System.Text.Json.Serialization;

namespace CloudOrchestrator.Objects;

/// <summary>Reads and writes <see cref="JsonText"/>.</summary>
internal sealed class JsonTextConverter : JsonConverter<JsonText>
{
    public override JsonText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (JsonSlice.TryTake(ref reader, out var text))
            return new JsonText(text);
        var element = JsonElement.ParseValue(ref reader);
        return new JsonText(JsonSerializer.SerializeToUtf8Bytes(element, options));
    }

    public override void Write(Utf8JsonWriter writer, JsonText value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Utf8.Span, skipInputValidation: true);
}
