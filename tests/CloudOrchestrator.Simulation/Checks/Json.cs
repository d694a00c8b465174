using System.Text.Json;

namespace CloudOrchestrator.Simulation.Checks;

/// <summary>Looking into JSON.</summary>
internal static class Json
{
    /// <summary>A field by its path; null when absent.</summary>
    public static JsonElement? At(JsonElement value, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
                return null;
        }

        return value.ValueKind == JsonValueKind.Null ? null : value;
    }

    /// <summary>
    /// True when the whole says all that the part says; defaults may have been added. Null means absent. Lists have the same items, or where they are
    /// <paramref name="merged"/>, as by a strategic merge patch, hold those of the part somewhere.
    /// </summary>
    public static bool Holds(JsonElement? whole, JsonElement? part, bool merged = false)
    {
        if (part is not { } wanted || wanted.ValueKind == JsonValueKind.Null)
            return part is null || whole is null;
        if (whole is not { } there)
            return IsEmpty(wanted);
        return wanted.ValueKind switch
        {
            JsonValueKind.Object => there.ValueKind == JsonValueKind.Object && wanted.EnumerateObject().All(field => Holds(At(there, field.Name), field.Value, merged)),
            JsonValueKind.Array when merged => there.ValueKind == JsonValueKind.Array
                && wanted.EnumerateArray().All(item => there.EnumerateArray().Any(other => Holds(other, item, merged))),
            JsonValueKind.Array => there.ValueKind == JsonValueKind.Array && there.GetArrayLength() == wanted.GetArrayLength()
                && there.EnumerateArray().Zip(wanted.EnumerateArray()).All(pair => Holds(pair.First, pair.Second)),
            _ => JsonElement.DeepEquals(there, wanted),
        };
    }

    // What holds nothing may as well not be there.
    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False => true,
        JsonValueKind.Number => value.GetRawText() == "0",
        JsonValueKind.String => value.GetString()!.Length == 0,
        JsonValueKind.Object => value.EnumerateObject().All(field => IsEmpty(field.Value)),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        _ => false,
    };

    /// <summary>True when both say the same, or neither is there.</summary>
    public static bool Same(JsonElement? left, JsonElement? right) =>
        left is null || right is null ? left is null && right is null : JsonElement.DeepEquals(left.Value, right.Value);
}
