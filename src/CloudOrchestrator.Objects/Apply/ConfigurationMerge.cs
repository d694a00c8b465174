namespace CloudOrchestrator.Objects.Apply;

/// <summary>Merges an applied configuration over a live object: what the configuration says wins, what it leaves out stays.</summary>
internal static class ConfigurationMerge
{
    /// <summary>The merged object; the arguments stay as they are.</summary>
    public static JsonObject Merge(JsonObject live, JsonObject applied, SchemaNode schema) => MergeFields(live, applied, MergeType.Of(schema));

    private static JsonNode? Merge(JsonNode? live, JsonNode? applied, MergeType type) => (type.ShapeOf(applied ?? live), live, applied) switch
    {
        (MergeShape.Fields, null or JsonObject, null or JsonObject) when !IsEmpty(live) || !IsEmpty(applied) =>
            MergeFields(live as JsonObject ?? [], applied as JsonObject ?? [], type),
        (MergeShape.Items, null or JsonArray, null or JsonArray) when !IsEmpty(live) || !IsEmpty(applied) =>
            MergeItems(live as JsonArray ?? [], applied as JsonArray ?? [], type),
        _ => applied?.DeepClone(),
    };

    private static JsonObject MergeFields(JsonObject live, JsonObject applied, MergeType type)
    {
        var result = new JsonObject();
        foreach (var (name, value) in live)
            result.Add(name, applied.TryGetPropertyValue(name, out var wanted) ? Merge(value, wanted, type.Named(name)) : value?.DeepClone());
        foreach (var (name, wanted) in applied)
        {
            if (!live.ContainsKey(name))
                result.Add(name, wanted?.DeepClone());
        }
        return result;
    }

    /// <summary>
    /// Keeps the order of the applied items; live items that are not applied keep their places between them.
    /// </summary>
    private static JsonArray MergeItems(JsonArray live, JsonArray applied, MergeType type)
    {
        if (ListItems.PathElements(type, live) is not { } liveElements || ListItems.PathElements(type, applied) is not { } appliedElements)
            return (JsonArray)applied.DeepClone();
        var liveFirst = FirstByElement(live, liveElements);
        var appliedSet = appliedElements.ToHashSet(StringComparer.Ordinal);
        var shared = new Queue<string>(appliedElements.Where(liveFirst.ContainsKey));
        var merged = new HashSet<string>(StringComparer.Ordinal);
        var result = new JsonArray();
        var (l, a) = (0, 0);
        while (l < live.Count || a < applied.Count)
        {
            if (l < live.Count && !appliedSet.Contains(liveElements[l]))
            {
                result.Add(live[l++]?.DeepClone());
                continue;
            }
            var both = l < live.Count && a < applied.Count;
            if (both && liveElements[l] != appliedElements[a] && shared.TryPeek(out var next) && next != liveElements[l])
            {
                l++;
                continue;
            }
            if (l < live.Count && (merged.Contains(liveElements[l]) || (both && liveElements[l] == appliedElements[a])))
                l++;
            if (a >= applied.Count)
                continue;
            var element = appliedElements[a];
            merged.Add(element);
            result.Add(liveFirst.TryGetValue(element, out var index) ? Merge(live[index], applied[a], type.Item) : applied[a]?.DeepClone());
            a++;
            if (shared.TryPeek(out var done) && done == element)
                shared.Dequeue();
        }
        return result;
    }

    private static Dictionary<string, int> FirstByElement(JsonArray items, List<string> elements)
    {
        var result = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < items.Count; index++)
            result.TryAdd(elements[index], index);
        return result;
    }

    private static bool IsEmpty(JsonNode? node) => node is null or JsonObject { Count: 0 } or JsonArray { Count: 0 };
}
