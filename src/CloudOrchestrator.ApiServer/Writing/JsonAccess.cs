using System.Globalization;

namespace CloudOrchestrator.ApiServer.Writing;

/// <summary>Reads fields of objects that are JSON trees, beyond what <see cref="JsonFields"/> does; absent, null and mistyped fields read as empty.</summary>
internal static class JsonAccess
{
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

    /// <summary>The texts in a list field.</summary>
    public static IEnumerable<string> Texts(this JsonObject? value, string name) =>
        value.List(name)?.OfType<JsonValue>().Where(item => item.GetValueKind() == JsonValueKind.String).Select(item => item.GetValue<string>()) ?? [];

    /// <summary>The truth in a field; null when there is none.</summary>
    public static bool? Truth(this JsonObject? value, string name) => value?[name] is JsonValue field && field.TryGetValue<bool>(out var truth) ? truth : null;

    /// <summary>The time in a field; null when there is none.</summary>
    public static DateTimeOffset? Time(this JsonObject? value, string name) =>
        DateTimeOffset.TryParse(value.Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
