using System.Globalization;
using System.Text;

namespace CloudOrchestrator.Objects;

/// <summary>Prints values as Go's <c>%q</c> and <c>%#v</c> do, which Kubernetes' messages are made of.</summary>
internal static class GoText
{
    /// <summary>Go's <c>%q</c> of a string.</summary>
    public static string Quote(string text)
    {
        var builder = new StringBuilder(text.Length + 2).Append('"');
        foreach (var rune in text.EnumerateRunes())
            AppendRune(builder, rune);
        return builder.Append('"').ToString();
    }

    /// <summary>Go's <c>%#v</c> of a map of strings.</summary>
    public static string Map(IReadOnlyDictionary<string, string>? map) => map is null
        ? "map[string]string(nil)"
        : "map[string]string{" + string.Join(", ", map.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => $"{Quote(e.Key)}:{Quote(e.Value)}")) + "}";

    /// <summary>Go's <c>%#v</c> of a list of strings.</summary>
    public static string List(IEnumerable<string>? list) => list is null ? "[]string(nil)" : "[]string{" + string.Join(", ", list.Select(Quote)) + "}";

    /// <summary>Go's <c>%#v</c> of a label selector.</summary>
    public static string Selector(LabelSelector selector)
    {
        var expressions = selector.MatchExpressions is null
            ? "[]v1.LabelSelectorRequirement(nil)"
            : "[]v1.LabelSelectorRequirement{" + string.Join(", ", selector.MatchExpressions.Select(Requirement)) + "}";
        return $"v1.LabelSelector{{MatchLabels:{Map(selector.MatchLabels)}, MatchExpressions:{expressions}}}";
    }

    /// <summary>Go's <c>%#v</c> of an IntOrString.</summary>
    public static string IntOrString(IntOrString value) => string.Create(CultureInfo.InvariantCulture,
        $"intstr.IntOrString{{Type:{(value.IsString ? 1 : 0)}, IntVal:{value.Number}, StrVal:{Quote(value.Text ?? "")}}}");

    /// <summary>Go's <c>%v</c> of decoded JSON.</summary>
    public static string Plain(JsonNode? value) => value switch
    {
        null => "<nil>",
        JsonObject map => $"map[{string.Join(' ', map.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => $"{e.Key}:{Plain(e.Value)}"))}]",
        JsonArray list => "[" + string.Join(' ', list.Select(Plain)) + "]",
        _ => value.ToString(),
    };

    /// <summary>The Go type that decoding JSON without a schema gives a value.</summary>
    public static string DynamicType(JsonNode? value) => value?.GetValueKind() switch
    {
        null => "<nil>",
        JsonValueKind.Object => "map[string]interface {}",
        JsonValueKind.Array => "[]interface {}",
        JsonValueKind.String => "string",
        JsonValueKind.Number => value.ToJsonString().AsSpan().IndexOfAny(".eE") < 0 ? "int64" : "float64",
        _ => "bool",
    };

    private static string Requirement(LabelSelectorRequirement requirement) =>
        $"v1.LabelSelectorRequirement{{Key:{Quote(requirement.Key)}, Operator:{Quote(requirement.Operator)}, Values:{List(requirement.Values)}}}";

    private static void AppendRune(StringBuilder builder, Rune rune)
    {
        switch (rune.Value)
        {
            case '"' or '\\':
                builder.Append('\\').Append((char)rune.Value);
                break;
            case '\a' or '\b' or '\f' or '\n' or '\r' or '\t' or '\v':
                builder.Append('\\').Append("abtnvfr"[rune.Value - '\a']);
                break;
            case < 0x20 or 0x7f:
                builder.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}");
                break;
            default:
                AppendWide(builder, rune);
                break;
        }
    }

    private static void AppendWide(StringBuilder builder, Rune rune)
    {
        var printable = rune.Value == ' ' || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
        if (printable)
            builder.Append(rune.ToString());
        else if (rune.Value < 0x10000)
            builder.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
        else
            builder.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}");
    }
}
