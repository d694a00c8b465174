namespace CloudOrchestrator.Objects.Patching;

/// <summary>The directives a strategic merge patch may contain beside values.</summary>
internal static class Directives
{
    public const string Patch = "$patch";
    public const string RetainKeys = "$retainKeys";
    public const string Replace = "replace";
    public const string Delete = "delete";
    public const string Merge = "merge";

    private const string DeleteFromPrimitiveList = "$deleteFromPrimitiveList";
    private const string SetElementOrder = "$setElementOrder";

    public static bool IsDeleteList(string key) => key.StartsWith(DeleteFromPrimitiveList, StringComparison.Ordinal);

    public static bool IsElementOrder(string key) => key.StartsWith(SetElementOrder, StringComparison.Ordinal);

    /// <summary>The list that <c>$deleteFromPrimitiveList/x</c> speaks of.</summary>
    public static string DeleteListField(string key) => Field(key, DeleteFromPrimitiveList, "invalid patch format of primitive list");

    /// <summary>The list that <c>$setElementOrder/x</c> speaks of.</summary>
    public static string ElementOrderField(string key) => Field(key, SetElementOrder, "invalid patch format of setElementOrder list");

    public static string? Of(JsonObject map) => map[Patch] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>A part of a patch as a plain value: without directives, deletions and nulls. For what has no counterpart to merge with.</summary>
    public static JsonNode? Plain(JsonNode? patch)
    {
        switch (patch)
        {
            case JsonObject map:
                if (Of(map) == Delete)
                    return new JsonObject();
                foreach (var (key, value) in map.ToArray())
                {
                    var isDirective = key is Patch or RetainKeys || IsDeleteList(key) || IsElementOrder(key);
                    if (isDirective || value is null)
                        map.Remove(key);
                    else if (Plain(value) is var plain && !ReferenceEquals(plain, value))
                        map[key] = plain;
                }
                return map;
            case JsonArray list:
                for (var i = list.Count - 1; i >= 0; i--)
                {
                    if (list[i] is JsonObject item && Of(item) is Delete or Replace)
                        list.RemoveAt(i);
                    else
                        Plain(list[i]);
                }
                return list;
            default:
                return patch;
        }
    }

    private static string Field(string key, string prefix, string fault)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return slash == prefix.Length ? key[(slash + 1)..] : throw PatchException.BadFormat(fault);
    }
}
