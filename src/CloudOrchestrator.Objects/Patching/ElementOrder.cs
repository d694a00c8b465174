namespace CloudOrchestrator.Objects.Patching;

/// <summary>
/// The order of merged lists. Items that the patch (or its <c>$setElementOrder</c>) names keep that order; the others keep the order they had and stay
/// where they were relative to their neighbours as well as that allows.
/// </summary>
internal static class ElementOrder
{
    /// <summary>Merges a list that has a <c>$setElementOrder</c> and orders it; null when neither side has the list.</summary>
    public static JsonArray? Apply(List<JsonNode?>? original, List<JsonNode?>? patch, List<JsonNode?> order, MergeRule rule)
    {
        if (original is null && patch is null)
            return null;
        var before = original?.Select(item => item?.DeepClone()).ToList() ?? [];
        CheckSubset(patch ?? [], order, rule.MergeKey);
        var merged = (original, patch) switch
        {
            (null, not null) => ListMerge.Take(Directives.Plain(new JsonArray([.. patch]))!.AsArray()),
            (not null, null) => original,
            _ => ListMerge.MergeItems(original!, patch!, rule, isDeletion: false),
        };
        if (merged.Count == 0)
            return [];
        return new JsonArray([.. Arrange(merged, order, before, ListMerge.HoldsStructures(merged, []) ? rule.MergeKey : "")]);
    }

    /// <summary>
    /// Orders <paramref name="merged"/>: items named in <paramref name="order"/> by it, the others by <paramref name="before"/>, which also interleaves the two.
    /// </summary>
    public static List<JsonNode?> Arrange(List<JsonNode?> merged, List<JsonNode?> order, List<JsonNode?> before, string mergeKey)
    {
        var named = merged.Where(item => Position(order, item, mergeKey) >= 0).OrderBy(item => Position(order, item, mergeKey)).ToList();
        var others = merged.Where(item => Position(order, item, mergeKey) < 0).OrderBy(item => Position(before, item, mergeKey)).ToList();
        var result = new List<JsonNode?>(merged.Count);
        var (i, j) = (0, 0);
        while (i < others.Count && j < named.Count)
        {
            var left = Position(before, others[i], mergeKey);
            var right = Position(before, named[j], mergeKey);
            result.Add(left >= 0 && right >= 0 && left < right ? others[i++] : named[j++]);
        }
        result.AddRange(others[i..]);
        result.AddRange(named[j..]);
        return result;
    }

    private static int Position(List<JsonNode?> items, JsonNode? item, string mergeKey) => mergeKey.Length == 0
        ? items.FindIndex(other => JsonNode.DeepEquals(other, item))
        : ListMerge.IndexOf(items, mergeKey, ListMerge.KeyOf(item, mergeKey));

    /// <summary>Every item of the patch that is not a directive must occur in the order list, in the same sequence.</summary>
    private static void CheckSubset(List<JsonNode?> patch, List<JsonNode?> order, string mergeKey)
    {
        if (patch.Count == 0 || order.Count == 0)
            return;
        var position = 0;
        foreach (var item in patch)
        {
            if (item is JsonObject map && map.ContainsKey(Directives.Patch))
                continue;
            while (position < order.Count && !Same(item, order[position], mergeKey))
                position++;
            if (position++ == order.Count)
            {
                throw PatchException.Unclassified("The order in patch list:\n[" + string.Join(' ', patch.Select(GoText.Plain))
                    + "]\n doesn't match $setElementOrder list:\n[" + string.Join(' ', order.Select(GoText.Plain)) + "]\n");
            }
        }
    }

    private static bool Same(JsonNode? left, JsonNode? right, string mergeKey) => mergeKey.Length == 0
        ? JsonNode.DeepEquals(left, right)
        : JsonNode.DeepEquals(ListMerge.KeyOf(left, mergeKey), ListMerge.KeyOf(right, mergeKey));
}
