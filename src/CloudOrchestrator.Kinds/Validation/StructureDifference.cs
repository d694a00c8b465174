using System.Text;

namespace CloudOrchestrator.Kinds.Validation;

/// <summary>Shows how two structures differ, in the form of a unified diff over Go-like structures.</summary>
internal static class StructureDifference
{
    /// <summary>The lines that differ, each inside its surrounding structures.</summary>
    public static string Describe(string typeName, JsonNode? old, JsonNode? value)
    {
        var text = new StringBuilder();
        Compare(text, 0, $"{typeName}", old, value);
        return text.ToString();
    }

    private static void Compare(StringBuilder text, int depth, string label, JsonNode? old, JsonNode? value)
    {
        switch (old, value)
        {
            case (JsonObject before, JsonObject after):
                Line(text, ' ', depth, label + "{");
                CompareFields(text, depth + 1, before, after);
                Line(text, ' ', depth, depth == 0 ? "}" : "},");
                break;
            case (JsonArray before, JsonArray after):
                Line(text, ' ', depth, label + "{");
                CompareItems(text, depth + 1, before, after);
                Line(text, ' ', depth, "},");
                break;
            default:
                if (old is not null || value is not null)
                {
                    Line(text, '-', depth, $"{label}{Show(old)},");
                    Line(text, '+', depth, $"{label}{Show(value)},");
                }

                break;
        }
    }

    private static void CompareFields(StringBuilder text, int depth, JsonObject old, JsonObject value)
    {
        var identical = 0;
        foreach (var name in old.Select(field => field.Key).Union(value.Select(field => field.Key), StringComparer.Ordinal))
        {
            if (JsonNode.DeepEquals(old[name], value[name]))
            {
                identical++;
                continue;
            }

            Skip(text, depth, ref identical, "field");
            Compare(text, depth, $"{char.ToUpperInvariant(name[0])}{name[1..]}: ", old[name], value[name]);
        }

        Skip(text, depth, ref identical, "field");
    }

    private static void CompareItems(StringBuilder text, int depth, JsonArray old, JsonArray value)
    {
        var identical = 0;
        for (var i = 0; i < Math.Max(old.Count, value.Count); i++)
        {
            var (before, after) = (i < old.Count ? old[i] : null, i < value.Count ? value[i] : null);
            if (i < old.Count && i < value.Count && JsonNode.DeepEquals(before, after))
            {
                identical++;
                continue;
            }

            Skip(text, depth, ref identical, "element");
            if (i >= old.Count)
                Line(text, '+', depth, $"{Show(after)},");
            else if (i >= value.Count)
                Line(text, '-', depth, $"{Show(before)},");
            else
                Compare(text, depth, "", before, after);
        }

        Skip(text, depth, ref identical, "element");
    }

    private static void Skip(StringBuilder text, int depth, ref int identical, string what)
    {
        if (identical > 0)
            Line(text, ' ', depth, $"... // {identical} identical {what}{(identical == 1 ? "" : "s")}");
        identical = 0;
    }

    private static void Line(StringBuilder text, char mark, int depth, string content) =>
        text.Append(mark).Append(' ').Append('\t', depth).Append(content).Append('\n');

    private static string Show(JsonNode? node) => node is null ? "nil" : node.ToJsonString(ObjectJson.Options);
}
