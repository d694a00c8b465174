using System.Buffers.Text;
using System.Globalization;

namespace CloudOrchestrator.Objects.Schemas;

/// <summary>Checks scalars against their schema type and gives their canonical form. Faults are worded as Go's decoder words them.</summary>
internal static class CanonicalScalar
{
    /// <summary>
    /// Reads a scalar. <paramref name="canonical"/> is the same node where nothing changes, null for a zero time. <paramref name="problem"/> is the whole
    /// message when malformed, and what was found when the type is wrong (empty: its JSON type says all).
    /// </summary>
    public static ScalarOutcome Read(JsonNode given, SchemaType type, out JsonNode? canonical, out string problem)
    {
        canonical = given;
        problem = "";
        var kind = given.GetValueKind();
        switch (type)
        {
            case SchemaType.String:
                return kind == JsonValueKind.String ? ScalarOutcome.Good : ScalarOutcome.WrongType;
            case SchemaType.Boolean:
                return kind is JsonValueKind.True or JsonValueKind.False ? ScalarOutcome.Good : ScalarOutcome.WrongType;
            case SchemaType.Number:
                return kind == JsonValueKind.Number ? ScalarOutcome.Good : ScalarOutcome.WrongType;
            case SchemaType.Int32:
                return ReadInteger(given, kind, int.MinValue, int.MaxValue, out canonical, out problem);
            case SchemaType.Int64:
                return ReadInteger(given, kind, long.MinValue, long.MaxValue, out canonical, out problem);
            case SchemaType.IntOrString:
                return ReadIntOrString(given, kind, out canonical, out problem);
            case SchemaType.Quantity:
                return ReadQuantity(given, kind, out canonical, out problem);
            case SchemaType.Time or SchemaType.MicroTime or SchemaType.Duration when kind != JsonValueKind.String:
                problem = $"json: cannot unmarshal {GoKind(given)} into Go value of type string";
                return ScalarOutcome.Malformed;
            case SchemaType.Time or SchemaType.MicroTime:
                return ReadTime(given, type == SchemaType.MicroTime, out canonical, out problem);
            case SchemaType.Duration:
                return ReadDuration(given, out canonical, out problem);
            case SchemaType.Bytes:
                return kind == JsonValueKind.String ? ReadBytes(given, out canonical, out problem) : ScalarOutcome.WrongType;
            default:
                return ScalarOutcome.Good;
        }
    }

    /// <summary>The JSON type of a value in Go's words.</summary>
    public static string GoKind(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.Null => "null",
        _ => "bool",
    };

    /// <summary>The Go type that a schema stands for.</summary>
    public static string GoType(SchemaNode schema) => schema.Type switch
    {
        SchemaType.Object => schema.GoName,
        SchemaType.Map => "map[string]" + GoType(schema.Items!),
        SchemaType.Array => "[]" + GoType(schema.Items!),
        SchemaType.Int32 => "int32",
        SchemaType.Int64 => "int64",
        SchemaType.Number => "float64",
        SchemaType.Boolean => "bool",
        SchemaType.Bytes => "[]uint8",
        SchemaType.IntOrString => "intstr.IntOrString",
        SchemaType.Quantity => "resource.Quantity",
        SchemaType.Time => "v1.Time",
        SchemaType.MicroTime => "v1.MicroTime",
        SchemaType.Duration => "v1.Duration",
        SchemaType.Any => "interface {}",
        _ => "string",
    };

    private static ScalarOutcome ReadInteger(JsonNode given, JsonValueKind kind, long minimum, long maximum, out JsonNode? canonical, out string problem)
    {
        canonical = given;
        problem = "";
        if (kind != JsonValueKind.Number)
            return ScalarOutcome.WrongType;
        var fromText = given.AsValue().TryGetValue<JsonElement>(out var element);
        if (!(fromText ? element.TryGetInt64(out var number) : TryWhole(given, out number)) || number < minimum || number > maximum)
        {
            problem = "number " + (fromText ? element.GetRawText() : given.ToJsonString());
            return ScalarOutcome.WrongType;
        }
        if (!fromText)
            canonical = JsonNumbers.Create(number);
        return ScalarOutcome.Good;
    }

    private static bool TryWhole(JsonNode given, out long number)
    {
        var text = given.ToJsonString();
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number))
            return true;
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            return false;
        if (value != decimal.Truncate(value) || Math.Abs(value) > long.MaxValue)
            return false;
        number = (long)value;
        return true;
    }

    private static ScalarOutcome ReadIntOrString(JsonNode given, JsonValueKind kind, out JsonNode? canonical, out string problem)
    {
        if (kind == JsonValueKind.String)
        {
            canonical = given;
            problem = "";
            return ScalarOutcome.Good;
        }
        if (ReadInteger(given, kind, int.MinValue, int.MaxValue, out canonical, out problem) == ScalarOutcome.Good)
            return ScalarOutcome.Good;
        problem = $"json: cannot unmarshal {(problem.Length == 0 ? GoKind(given) : problem)} into Go value of type int32";
        return ScalarOutcome.Malformed;
    }

    private static ScalarOutcome ReadQuantity(JsonNode given, JsonValueKind kind, out JsonNode? canonical, out string problem)
    {
        canonical = given;
        var text = kind == JsonValueKind.String ? given.GetValue<string>().Trim() : given.ToJsonString();
        if (!Quantity.TryParse(text, out var quantity, out problem))
            return ScalarOutcome.Malformed;
        var printed = quantity.ToString();
        if (kind != JsonValueKind.String || printed != text)
            canonical = JsonValue.Create(printed);
        return ScalarOutcome.Good;
    }

    private static ScalarOutcome ReadTime(JsonNode given, bool micro, out JsonNode? canonical, out string problem)
    {
        canonical = given;
        var text = Text(given);
        if (!Rfc3339.TryParse(text, out var time, out problem))
            return ScalarOutcome.Malformed;
        var printed = micro ? Timestamps.FormatMicro(time) : Timestamps.Format(time);
        // The zero time is how Go says that there is none.
        if (time.Ticks < TimeSpan.TicksPerSecond)
            canonical = null;
        else if (printed != text)
            canonical = JsonValue.Create(printed);
        return ScalarOutcome.Good;
    }

    private static ScalarOutcome ReadDuration(JsonNode given, out JsonNode? canonical, out string problem)
    {
        canonical = given;
        problem = "";
        var text = Text(given);
        if (!GoDuration.TryParse(text, out var nanoseconds))
        {
            problem = $"time: invalid duration {GoText.Quote(text)}";
            return ScalarOutcome.Malformed;
        }
        var printed = GoDuration.Format(nanoseconds);
        if (printed != text)
            canonical = JsonValue.Create(printed);
        return ScalarOutcome.Good;
    }

    private static ScalarOutcome ReadBytes(JsonNode given, out JsonNode? canonical, out string problem)
    {
        canonical = given;
        problem = "";
        var text = Text(given);
        if (IsCanonicalBase64(text))
            return ScalarOutcome.Good;
        if (GoBase64.TryDecode(text, out var bytes, out var fault))
        {
            canonical = JsonValue.Create(Convert.ToBase64String(bytes));
            return ScalarOutcome.Good;
        }
        problem = string.Create(CultureInfo.InvariantCulture, $"illegal base64 data at input byte {fault}");
        return ScalarOutcome.Malformed;
    }

    private static bool IsCanonicalBase64(string text) =>
        text.Length == 0 || (text.Length % 4 == 0 && text.AsSpan().IndexOfAny(" \t\r\n") < 0 && Base64.IsValid(text) && HasZeroBitsUnderPadding(text));

    // One padding character leaves two bits of the last digit unused, two leave four; Go ignores them, the canonical form has zeros there.
    private static bool HasZeroBitsUnderPadding(string text) =>
        text[^1] != '=' || (text[^2] == '=' ? text[^3] is 'A' or 'Q' or 'g' or 'w' : "AEIMQUYcgkosw048".Contains(text[^2], StringComparison.Ordinal));

    private static string Text(JsonNode given) => given.AsValue().TryGetValue<string>(out var text) ? text : given.ToString();
}
