namespace CloudOrchestrator.Objects.Patching;

/// <summary>Merges lists by the rules of the strategic merge patch.</summary>
internal static class ListMerge
{
    /// <summary>The items, taken out of their array so that they may move to another.</summary>
    public static List<JsonNode?> Take(JsonArray list)
    {
        var items = list.ToList();
        list.Clear();
        return items;
    }

    /// <summary>The merged list; <paramref name="isDeletion"/> says that the patch names items to take away.</summary>
    public static JsonArray Merge(List<JsonNode?> original, List<JsonNode?> patch, MergeRule rule, bool isDeletion) =>
        new([.. MergeItems(original, patch, rule, isDeletion)]);

    /// <summary>The same as items without an array.</summary>
    public static List<JsonNode?> MergeItems(List<JsonNode?> original, List<JsonNode?> patch, MergeRule rule, bool isDeletion)
    {
        if (rule.Strategy != Directives.Merge)
            return patch;
        if (original.Count == 0 && patch.Count == 0)
            return original;
        if (!HoldsStructures(original, patch))
        {
            if (isDeletion)
                return [.. original.Where(item => !Contains(patch, item))];
            var distinct = new List<JsonNode?>();
            foreach (var item in original.Concat(patch).Where(item => !Contains(distinct, item)))
                distinct.Add(item);
            return ElementOrder.Arrange(distinct, patch, original, "");
        }
        if (rule.MergeKey.Length == 0)
            throw PatchException.Unclassified("cannot merge lists without merge key for struct");
        return MergeStructures(original, patch, rule);
    }

    /// <summary>True when the items are objects; mixed lists and lists of lists are refused.</summary>
    public static bool HoldsStructures(List<JsonNode?> original, List<JsonNode?> patch)
    {
        string? first = null;
        foreach (var item in original.Concat(patch))
        {
            var type = GoText.DynamicType(item);
            if (item is JsonArray)
                throw PatchException.Unprocessable();
            if (first is not null && type != first)
                throw PatchException.Unclassified($"list element types are not identical: [{Print(original)} {Print(patch)}]");
            first = type;
        }
        return original.FirstOrDefault() is JsonObject || patch.FirstOrDefault() is JsonObject;
    }

    /// <summary>The item whose merge key has the value; -1 when there is none.</summary>
    public static int IndexOf(List<JsonNode?> items, string mergeKey, JsonNode? key) =>
        items.FindIndex(item => item is JsonObject map && map.TryGetPropertyValue(mergeKey, out var value) && JsonNode.DeepEquals(value, key));

    public static bool Contains(List<JsonNode?> items, JsonNode? item) => items.Exists(other => JsonNode.DeepEquals(other, item));

    private static List<JsonNode?> MergeStructures(List<JsonNode?> original, List<JsonNode?> patch, MergeRule rule)
    {
        var changes = new List<JsonNode?>();
        var replaces = false;
        foreach (var item in patch.Cast<JsonObject>())
        {
            switch (item.ContainsKey(Directives.Patch) ? Directives.Of(item) ?? "" : null)
            {
                case null:
                    changes.Add(item);
                    break;
                case Directives.Delete:
                    var key = KeyOf(item, rule.MergeKey);
                    original.RemoveAll(other => JsonNode.DeepEquals(KeyOrNull(other, rule.MergeKey), key));
                    break;
                case Directives.Replace:
                    replaces = true;
                    break;
                case Directives.Merge:
                    throw PatchException.Unclassified("merging lists cannot yet be specified in the patch");
                default:
                    throw PatchException.UnknownDirective(item[Directives.Patch], item);
            }
        }
        if (replaces)
            return changes;
        var keys = changes.Select(change => new JsonObject { [rule.MergeKey] = KeyOf(change!.AsObject(), rule.MergeKey)?.DeepClone() }).ToList<JsonNode?>();
        var before = original.Select(item => (JsonNode?)new JsonObject { [rule.MergeKey] = KeyOrNull(item, rule.MergeKey)?.DeepClone() }).ToList();
        foreach (var change in changes)
            MergeItem(original, change!.AsObject(), rule);
        return ElementOrder.Arrange(original, keys, before, rule.MergeKey);
    }

    private static void MergeItem(List<JsonNode?> original, JsonObject change, MergeRule rule)
    {
        var index = IndexOf(original, rule.MergeKey, KeyOf(change, rule.MergeKey));
        if (index < 0)
            original.Add(Directives.Plain(change));
        else
            original[index] = StructureMerge.Merge(original[index]!.AsObject(), change, rule.Schema?.Items);
    }

    public static JsonNode? KeyOf(JsonNode? item, string mergeKey)
    {
        if (item is not JsonObject map)
            throw PatchException.WrongType("map[string]interface {}", item);
        return map.TryGetPropertyValue(mergeKey, out var key) ? key : throw PatchException.NoMergeKey(map, mergeKey);
    }

    private static JsonNode? KeyOrNull(JsonNode? item, string mergeKey) => item is JsonObject map ? map[mergeKey] : null;

    private static string Print(List<JsonNode?> items) => "[" + string.Join(' ', items.Select(GoText.Plain)) + "]";
}
