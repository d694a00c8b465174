namespace CloudOrchestrator.Objects.Apply;

/// <summary>Extracts the set of fields that a value says something about.</summary>
internal static class FieldSetReader
{
    /// <summary>The fields of <paramref name="value"/>.</summary>
    public static FieldSet Read(JsonObject value, SchemaNode schema)
    {
        var set = new FieldSet();
        ReadFields(value, MergeType.Of(schema), set);
        return set;
    }

    /// <summary>The fields of a value that is there on one side only: its structures, lists and items are members too.</summary>
    public static FieldSet ReadAll(JsonNode? value, MergeType type)
    {
        var set = new FieldSet();
        set.Mark();
        switch (type.ShapeOf(value))
        {
            case MergeShape.Fields when value is JsonObject fields:
                foreach (var (name, field) in fields)
                    set.Attach("f:" + name, ReadAll(field, type.Named(name)));
                break;
            case MergeShape.Items when value is JsonArray items && ListItems.PathElements(type, items) is { } elements:
                for (var index = 0; index < elements.Count; index++)
                    set.Attach(elements[index], set.Child(elements[index]) is null ? ReadAll(items[index], type.Item) : Only());
                break;
            default:
                break;
        }
        return set;
    }

    private static FieldSet Only()
    {
        var set = new FieldSet();
        set.Mark();
        return set;
    }

    private static void ReadFields(JsonObject fields, MergeType type, FieldSet set)
    {
        foreach (var (name, value) in fields)
        {
            var child = new FieldSet();
            var empty = value is null or JsonObject { Count: 0 };
            if (empty || !type.Node.FieldsByName.ContainsKey(name))
                child.Mark();
            Read(value, type.Named(name), child);
            set.Attach("f:" + name, child);
        }
    }

    private static void Read(JsonNode? value, MergeType type, FieldSet set)
    {
        switch (type.ShapeOf(value))
        {
            case MergeShape.Fields when value is JsonObject fields:
                ReadFields(fields, type, set);
                break;
            case MergeShape.Items when value is JsonArray items:
                ReadItems(items, type, set);
                break;
            case MergeShape.Leaf:
                set.Mark();
                break;
            default:
                break;
        }
    }

    private static void ReadItems(JsonArray items, MergeType type, FieldSet set)
    {
        if (ListItems.PathElements(type, items) is not { } elements)
        {
            set.Mark();
            return;
        }
        var occurrences = elements.CountBy(element => element, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        for (var index = 0; index < elements.Count; index++)
        {
            var child = set.Grow(elements[index]);
            child.Mark();
            if (occurrences[elements[index]] == 1)
                Read(items[index], type.Item, child);
        }
    }
}
