using System.Globalization;

namespace CloudOrchestrator.ApiServer.Writing;

/// <summary>Reads fields of objects that are JSON trees; absent, null and mistyped fields read as empty.</summary>
internal static class JsonAccess
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

    /// <summary>The list in a field; null when there is none.</summary>
    public static JsonArray? List(this JsonObject? value, string name) => value?[name] as JsonArray;

    /// <summary>The list in a field, added when absent.</summary>
    public static JsonArray ListOrNew(this JsonObject value, string name)
    {
        if (value[name] is JsonArray present)
            return present;
        var added = new JsonArray();
        value[name] = added;
        return added;
    }

    /// <summary>The structures in a list field.</summary>
    public static IEnumerable<JsonObject> Objects(this JsonObject? value, string name) => value.List(name)?.OfType<JsonObject>() ?? [];

    /// <summary>The texts in a list field.</summary>
    public static IEnumerable<string> Texts(this JsonObject? value, string name) =>
        value.List(name)?.OfType<JsonValue>().Where(item => item.GetValueKind() == JsonValueKind.String).Select(item => item.GetValue<string>()) ?? [];

    /// <summary>The text in a field, or the empty string.</summary>
    public static string Text(this JsonObject? value, string name) =>
        value?[name] is JsonValue field && field.TryGetValue<string>(out var text) ? text : "";

    /// <summary>The truth in a field; null when there is none.</summary>
    public static bool? Truth(this JsonObject? value, string name) => value?[name] is JsonValue field && field.TryGetValue<bool>(out var truth) ? truth : null;

    /// <summary>The whole number in a field; null when there is none.</summary>
    public static long? Number(this JsonObject? value, string name)
    {
        if (value?[name] is not JsonValue field)
            return null;
        if (field.TryGetValue<long>(out var number))
            return number;
        return field.TryGetValue<int>(out var small) ? small : null;
    }

    /// <summary>The time in a field; null when there is none.</summary>
    public static DateTimeOffset? Time(this JsonObject? value, string name) =>
        DateTimeOffset.TryParse(value.Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    /// <summary>True when the field holds something.</summary>
    public static bool Has(this JsonObject? value, string name) => value?[name] is not null;
}
