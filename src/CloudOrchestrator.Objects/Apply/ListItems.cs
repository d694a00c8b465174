using System.Text;
using System.Text.Encodings.Web;

namespace CloudOrchestrator.Objects.Apply;

/// <summary>Identifies items of set and map lists by their path elements.</summary>
internal static class ListItems
{
    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Path element of an item; null, with the reason, when the item cannot be identified.</summary>
    public static string? PathElement(MergeType list, JsonNode? item, out string problem) =>
        list.Keyed ? KeyElement(list, item, out problem) : ValueElement(item, out problem);

    /// <summary>The path elements of all items in order; null when one cannot be identified.</summary>
    public static List<string>? PathElements(MergeType list, JsonArray items)
    {
        var result = new List<string>(items.Count);
        for (var index = 0; index < items.Count; index++)
        {
            if (PathElement(list, items[index], out _) is not { } element)
                return null;
            result.Add(element);
        }
        return result;
    }

    private static string? ValueElement(JsonNode? item, out string problem)
    {
        problem = item switch
        {
            null => "associative list without keys has an element that's an explicit null",
            JsonObject => "associative list without keys has an element that's a map type",
            JsonArray => "not supported: associative list with lists as elements",
            _ => "",
        };
        return item is JsonValue value ? "v:" + Render(value) : null;
    }

    private static string? KeyElement(MergeType list, JsonNode? item, out string problem)
    {
        if (item is not JsonObject fields)
        {
            problem = item is null ? "associative list with keys may not have a null element" : "associative list with keys may not have non-map elements";
            return null;
        }
        if (list.Keys.Count == 1 && fields.TryGetPropertyValue(list.Keys[0], out var only) && only is not null)
        {
            problem = "";
            return string.Concat("k:{\"", list.Keys[0], "\":", string.Concat(Render(only), "}"));
        }

        var text = new StringBuilder("k:{");
        foreach (var key in InOrder(list.Keys))
        {
            if (!fields.TryGetPropertyValue(key, out var value) && !TryDefault(list, key, out value))
            {
                problem = $"associative list with keys has an element that omits key field \"{key}\" (and doesn't have default value)";
                return null;
            }
            if (text.Length > 3)
                text.Append(',');
            text.Append('"').Append(key).Append("\":").Append(value is null ? "null" : Render(value));
        }
        problem = "";
        return text.Append('}').ToString();
    }

    private static IEnumerable<string> InOrder(IReadOnlyList<string> keys) => keys.Count == 1 ? keys : keys.Order(StringComparer.Ordinal);

    private static bool TryDefault(MergeType list, string key, out JsonNode? value)
    {
        value = list.Item.Node.FieldsByName.GetValueOrDefault(key)?.Default;
        return value is not null;
    }

    private static string Render(JsonNode value)
    {
        if (value is JsonValue scalar && scalar.TryGetValue<string>(out var text) && IsPlain(text))
            return $"\"{text}\"";

        // The text of a number or truth that was read is how it is written.
        if (value is JsonValue read && read.TryGetValue<JsonElement>(out var element) && element.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False)
            return element.GetRawText();
        return value.ToJsonString(s_plain);
    }

    private static bool IsPlain(string text)
    {
        foreach (var character in text)
        {
            if (character is < ' ' or '"' or '\\' or > '~')
                return false;
        }
        return true;
    }
}
