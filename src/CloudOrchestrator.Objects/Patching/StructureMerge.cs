namespace CloudOrchestrator.Objects.Patching;

/// <summary>Merges objects by the rules of the strategic merge patch. Works in place; both sides are consumed.</summary>
internal static class StructureMerge
{
    public static JsonObject Merge(JsonObject original, JsonObject patch, SchemaNode? schema)
    {
        if (patch.ContainsKey(Directives.Patch))
            return ReplaceOrDelete(patch);
        ApplyRetainKeys(original, patch);
        ApplyElementOrders(original, patch, schema);
        foreach (var (key, change) in patch.ToArray())
        {
            var isDeletion = Directives.IsDeleteList(key);
            var field = isDeletion ? Directives.DeleteListField(key) : key;
            patch.Remove(key);
            if (change is null)
                original.Remove(field);
            else
                MergeField(original, field, change, isDeletion, schema);
        }
        return original;
    }

    private static void MergeField(JsonObject original, string field, JsonNode change, bool isDeletion, SchemaNode? schema)
    {
        var present = original[field];
        switch (present, change)
        {
            case (JsonObject structure, JsonObject structureChange):
                var rule = MergeRule.Of(schema, field);
                original.Remove(field);
                original[field] = rule.Strategy == Directives.Replace ? structureChange : Merge(structure, structureChange, rule.Schema);
                break;
            case (JsonArray list, JsonArray listChange):
                original[field] = ListMerge.Merge(ListMerge.Take(list), ListMerge.Take(listChange), MergeRule.Of(schema, field), isDeletion);
                break;
            default:
                if (!isDeletion)
                    original[field] = Directives.Plain(change);
                break;
        }
    }

    private static JsonObject ReplaceOrDelete(JsonObject patch)
    {
        switch (Directives.Of(patch))
        {
            case Directives.Replace:
                patch.Remove(Directives.Patch);
                return patch;
            case Directives.Delete:
                return [];
            default:
                throw PatchException.UnknownDirective(patch[Directives.Patch], patch);
        }
    }

    private static void ApplyRetainKeys(JsonObject original, JsonObject patch)
    {
        if (!patch.TryGetPropertyValue(Directives.RetainKeys, out var directive))
            return;
        patch.Remove(Directives.RetainKeys);
        if (directive is not JsonArray list)
            throw PatchException.BadFormat("invalid patch format of retainKeys");
        var kept = list.Select(key => key is JsonValue value && value.TryGetValue<string>(out var text) ? text : "").ToHashSet(StringComparer.Ordinal);
        foreach (var (key, value) in patch)
        {
            if (value is not null && !Directives.IsDeleteList(key) && !Directives.IsElementOrder(key) && !kept.Contains(key))
                throw PatchException.BadFormat("invalid patch format of retainKeys");
        }
        foreach (var key in original.Select(entry => entry.Key).Where(key => !kept.Contains(key)).ToArray())
            original.Remove(key);
    }

    private static void ApplyElementOrders(JsonObject original, JsonObject patch, SchemaNode? schema)
    {
        foreach (var (key, directive) in patch.ToArray())
        {
            if (!Directives.IsElementOrder(key))
                continue;
            patch.Remove(key);
            if (directive is not JsonArray order)
                throw PatchException.WrongType("[]interface {}", directive);
            var field = Directives.ElementOrderField(key);
            var present = ListOrNull(original, field);
            var change = ListOrNull(patch, field);
            var rule = MergeRule.Of(schema, field);
            patch.Remove(field);
            if (ElementOrder.Apply(present, change, ListMerge.Take(order), rule) is { } ordered)
                original[field] = ordered;
        }
    }

    private static List<JsonNode?>? ListOrNull(JsonObject map, string field)
    {
        if (!map.TryGetPropertyValue(field, out var value) || value is null)
            return null;
        return value is JsonArray list ? ListMerge.Take(list) : throw PatchException.WrongType("[]interface {}", value);
    }
}
