using System.Buffers;
using System.Globalization;
using System.Text;

namespace CloudOrchestrator.Objects;

/// <summary>Reads JSON text into a mutable tree with the limits and strictness an API server needs.</summary>
public static class ObjectJsonReader
{
    /// <summary>Deepest nesting accepted.</summary>
    public const int DepthMax = 256;

    private const string EnvelopeType = "struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" }";

    /// <summary>
    /// Parses one JSON object. Duplicate keys: the last wins, and their paths are reported for strict field validation. Never throws on bad input.
    /// </summary>
    public static ResultOf<ParsedObject> Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            if (TreeReader.TryRead(utf8) is { } parsed)
                return parsed;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // What is wrong with it is for the thorough reading to say.
        }

        return ReadThoroughly(utf8);
    }

    // Looks at everything before it builds anything, so that of several faults the first in the text is named.
    private static ResultOf<ParsedObject> ReadThoroughly(ReadOnlySpan<byte> utf8)
    {
        if (ExceedsDepth(utf8))
            return Malformed($"exceeded max depth of {DepthMax}");
        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = DepthMax });
            reader.Read();
            var element = JsonElement.ParseValue(ref reader);
            // Reading on fails when something follows the value.
            reader.Read();
            if (element.ValueKind != JsonValueKind.Object)
                return Malformed($"json: cannot unmarshal {GoKind(element)} into Go value of type {EnvelopeType}");
            var build = new TreeBuilder();
            return new ParsedObject(build.Object(element), build.Duplicates);
        }
        catch (JsonException exception)
        {
            return Malformed(Describe(utf8, exception));
        }
        catch (InvalidOperationException)
        {
            // The only text that parses but cannot be decoded is a string with unpaired surrogates or bytes that are not UTF-8.
            return Malformed("invalid UTF-8 in string");
        }
    }

    private static ApiStatus Malformed(string problem) => ApiStatuses.BadRequest("couldn't get version/kind; json parse error: " + problem);

    private static bool ExceedsDepth(ReadOnlySpan<byte> utf8)
    {
        var depth = 0;
        var insideString = false;
        for (var i = 0; i < utf8.Length; i++)
        {
            switch (utf8[i])
            {
                case (byte)'"':
                    insideString = !insideString;
                    break;
                case (byte)'\\' when insideString:
                    i++;
                    break;
                case (byte)'{' or (byte)'[' when !insideString:
                    if (++depth > DepthMax)
                        return true;
                    break;
                case (byte)'}' or (byte)']' when !insideString:
                    depth--;
                    break;
            }
        }
        return false;
    }

    private static string Describe(ReadOnlySpan<byte> utf8, JsonException exception)
    {
        var offset = Offset(utf8, exception.LineNumber ?? 0, exception.BytePositionInLine ?? 0);
        if (offset >= utf8.Length)
            return "unexpected end of JSON input";
        if (Rune.DecodeFromUtf8(utf8[offset..], out var rune, out _) != OperationStatus.Done)
            return $"invalid UTF-8 at offset {offset}";
        var quoted = rune.Value == '\'' ? "\\'" : GoText.Quote(rune.ToString())[1..^1];
        return string.Create(CultureInfo.InvariantCulture, $"invalid character '{quoted}' at offset {offset}");
    }

    private static int Offset(ReadOnlySpan<byte> utf8, long line, long column)
    {
        var start = 0;
        for (; line > 0; line--)
        {
            var end = utf8[start..].IndexOf((byte)'\n');
            if (end < 0)
                break;
            start += end + 1;
        }
        return (int)Math.Min(start + column, utf8.Length);
    }

    private static string GoKind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "bool",
        _ => "null",
    };

    /// <summary>Copies a parsed document into nodes that may be changed, noting duplicate keys by path.</summary>
    private sealed class TreeBuilder
    {
        private readonly List<string> _duplicates = [];
        private readonly JsonPathTrail _trail = new();

        public IReadOnlyList<string> Duplicates => _duplicates;

        public JsonObject Object(JsonElement element)
        {
            var result = new JsonObject();
            foreach (var property in element.EnumerateObject())
            {
                _trail.Push(property.Name);
                if (!result.TryAdd(property.Name, null, out var index))
                    _duplicates.Add(_trail.ToString());
                result.SetAt(index, Value(property.Value));
                _trail.Pop();
            }
            return result;
        }

        private JsonArray Array(JsonElement element)
        {
            var result = new JsonArray();
            foreach (var item in element.EnumerateArray())
            {
                _trail.Push(result.Count);
                result.Add(Value(item));
                _trail.Pop();
            }
            return result;
        }

        private JsonNode? Value(JsonElement element) => element.ValueKind switch
        {
            JsonValueKind.Object => Object(element),
            JsonValueKind.Array => Array(element),
            JsonValueKind.String => JsonValue.Create(element.GetString()),
            JsonValueKind.Null => null,
            _ => JsonValue.Create(element),
        };
    }

    /// <summary>Builds the tree of a text without faults in one pass.</summary>
    private sealed class TreeReader
    {
        private static readonly JsonElement True = JsonElement.Parse("true"u8);
        private static readonly JsonElement False = JsonElement.Parse("false"u8);

        private readonly JsonPathTrail _trail = new();
        private List<string>? _duplicates;

        /// <summary>The object; null for any other value. Throws on faults.</summary>
        public static ParsedObject? TryRead(ReadOnlySpan<byte> utf8)
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = DepthMax });
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
                return null;
            var build = new TreeReader();
            var value = build.Object(ref reader);

            // Reading on fails when something follows the value.
            reader.Read();
            return new ParsedObject(value, (IReadOnlyList<string>?)build._duplicates ?? []);
        }

        private JsonObject Object(ref Utf8JsonReader reader)
        {
            var result = new JsonObject();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                var name = reader.GetString()!;
                _trail.Push(name);
                reader.Read();
                if (!result.TryAdd(name, null, out var index))
                    (_duplicates ??= []).Add(_trail.ToString());
                result.SetAt(index, Value(ref reader));
                _trail.Pop();
            }

            return result;
        }

        private JsonArray Array(ref Utf8JsonReader reader)
        {
            var result = new JsonArray();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                _trail.Push(result.Count);
                result.Add(Value(ref reader));
                _trail.Pop();
            }

            return result;
        }

        private JsonNode? Value(ref Utf8JsonReader reader) => reader.TokenType switch
        {
            JsonTokenType.StartObject => Object(ref reader),
            JsonTokenType.StartArray => Array(ref reader),
            JsonTokenType.String => JsonValue.Create(reader.GetString()),
            JsonTokenType.True => JsonValue.Create(True),
            JsonTokenType.False => JsonValue.Create(False),
            JsonTokenType.Number => JsonValue.Create(JsonElement.ParseValue(ref reader)),
            _ => null,
        };
    }
}
