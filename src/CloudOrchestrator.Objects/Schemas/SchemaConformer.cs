namespace CloudOrchestrator.Objects.Schemas;

/// <summary>Brings decoded JSON into the canonical form of its schema, as Kubernetes' typed decoding and encoding would.</summary>
public static class SchemaConformer
{
    /// <summary>
    /// Works in place: removes unknown and null fields, orders known fields as declared, checks types, applies <see cref="Presence"/> (drops empty values,
    /// adds those always written), and canonicalises quantities and times. Field names match exactly. All integers of the result answer
    /// <c>GetValue</c> for every integer type.
    /// </summary>
    public static ConformResult Conform(JsonObject value, SchemaNode schema) => new ConformingWalk().Run(value, schema);

    /// <summary>Adds the defaults that the fields declare, in place, inside every structure that is present.</summary>
    public static void ApplyDefaults(JsonObject value, SchemaNode schema)
    {
        foreach (var field in schema.DefaultedFields)
        {
            if (!value.TryGetPropertyValue(field.JsonName, out var present))
                value.Insert(PositionOf(field, value, schema), field.JsonName, field.Default!.DeepClone());
            else if (present is null)
                value[field.JsonName] = field.Default!.DeepClone();
        }
        for (var i = 0; i < value.Count; i++)
        {
            var (name, child) = value.GetAt(i);
            if (child is JsonObject or JsonArray && schema.FieldsByName.TryGetValue(name, out var field))
                ApplyDefaultsInside(child, field.Node);
        }
    }

    private static void ApplyDefaultsInside(JsonNode? value, SchemaNode schema)
    {
        switch (value)
        {
            case JsonObject structure when schema.Type == SchemaType.Object:
                ApplyDefaults(structure, schema);
                break;
            case JsonObject map when schema is { Type: SchemaType.Map, Items: { } items } && HoldsStructures(items):
                for (var i = 0; i < map.Count; i++)
                    ApplyDefaultsInside(map.GetAt(i).Value, items);
                break;
            case JsonArray list when schema is { Type: SchemaType.Array, Items: { } items } && HoldsStructures(items):
                foreach (var item in list)
                    ApplyDefaultsInside(item, items);
                break;
        }
    }

    private static bool HoldsStructures(SchemaNode schema) => schema.Type is SchemaType.Object or SchemaType.Map or SchemaType.Array;

    private static int PositionOf(SchemaField field, JsonObject value, SchemaNode schema)
    {
        var position = value.Count;
        while (position > 0 && schema.FieldsByName.TryGetValue(value.GetAt(position - 1).Key, out var before) && before.Ordinal > field.Ordinal)
            position--;
        return position;
    }
}
