namespace CloudOrchestrator.Objects.Apply;

/// <summary>Removes fields and list items from an object.</summary>
internal static class FieldRemoval
{
    /// <summary>A copy without the paths of the set. Structures and lists that lose all they had go too.</summary>
    public static JsonObject Remove(JsonObject value, FieldSet paths, SchemaNode schema)
    {
        var result = (JsonObject)value.DeepClone();
        RemoveFields(result, paths, MergeType.Of(schema));
        return result;
    }

    private static void RemoveFields(JsonObject fields, FieldSet paths, MergeType type)
    {
        foreach (var (element, branch) in paths.Children)
        {
            var name = element[2..];
            if (branch.IsMember)
            {
                fields.Remove(name);
                continue;
            }
            if (!fields.TryGetPropertyValue(name, out var value))
                continue;
            RemoveBelow(value, branch, type.Named(name));
            if (value is JsonObject { Count: 0 } or JsonArray { Count: 0 })
                fields.Remove(name);
        }
    }

    private static void RemoveBelow(JsonNode? value, FieldSet paths, MergeType type)
    {
        var shape = type.ShapeOf(value);
        if (shape == MergeShape.Fields && value is JsonObject fields)
            RemoveFields(fields, paths, type);
        else if (shape == MergeShape.Items && value is JsonArray items)
            RemoveItems(items, paths, type);
    }

    private static void RemoveItems(JsonArray items, FieldSet paths, MergeType type)
    {
        for (var index = items.Count - 1; index >= 0; index--)
        {
            if (ListItems.PathElement(type, items[index], out _) is not { } element || paths.Child(element) is not { } branch)
                continue;
            if (branch.IsMember)
                items.RemoveAt(index);
            else
                RemoveBelow(items[index], branch, type.Item);
        }
    }
}
