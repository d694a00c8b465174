namespace CloudOrchestrator.Kinds;

/// <summary>Reads and sets fields of objects that are JSON trees; absent, null and mistyped fields read as empty.</summary>
public static class JsonFields
{
    /// <summary>The structure in a field; null when there is none.</summary>
    public static JsonObject? Object(this JsonObject? value, string name) => value?[name] as JsonObject;

    /// <summary>The structure in a field, added when absent.</summary>
    public static JsonObject ObjectOrNew(this JsonObject value, string name)
    {
        if (value[name] is JsonObject present)
            return present;
        var added = new JsonObject();
        value[name] = added;
        return added;
    }

    /// <summary>The structures in a list field.</summary>
    public static IEnumerable<JsonObject> Objects(this JsonObject? value, string name) => value?[name] is JsonArray list ? list.OfType<JsonObject>() : [];

    /// <summary>The text in a field, or the empty string.</summary>
    public static string Text(this JsonObject? value, string name) =>
        value?[name] is JsonValue field && field.TryGetValue<string>(out var text) ? text : "";

    /// <summary>The truth in a field, or false.</summary>
    public static bool IsTrue(this JsonObject? value, string name) => value?[name] is JsonValue field && field.TryGetValue<bool>(out var truth) && truth;

    /// <summary>The number in a field; null when there is none.</summary>
    public static long? Number(this JsonObject? value, string name)
    {
        if (value?[name] is not JsonValue field)
            return null;
        if (field.TryGetValue<long>(out var number))
            return number;
        return field.TryGetValue<int>(out var small) ? small : null;
    }

    /// <summary>True when the field holds something.</summary>
    public static bool Has(this JsonObject? value, string name) => value?[name] is not null;

    /// <summary>Sets a field that is absent or null.</summary>
    public static void Default(this JsonObject value, string name, JsonNode node)
    {
        if (value[name] is null)
            value[name] = node;
    }

    /// <summary>Sets a text field that is absent or empty.</summary>
    public static void DefaultText(this JsonObject value, string name, string text)
    {
        if (value.Text(name).Length == 0)
            value[name] = text;
    }

    /// <summary>Removes a field that holds an empty list or structure.</summary>
    public static void RemoveIfEmpty(this JsonObject value, string name)
    {
        if (value[name] is JsonObject { Count: 0 } or JsonArray { Count: 0 })
            value.Remove(name);
    }
}
