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

    /// <summary>True when the whole says all that the part says; defaults may have been added. In the part of a merge patch null means absent.</summary>
    public static bool Holds(JsonElement? whole, JsonElement? part)
    {
        if (part is not { } wanted || wanted.ValueKind == JsonValueKind.Null)
            return part is null || whole is null;
        if (whole is not { } there)
            return wanted.ValueKind == JsonValueKind.Object && wanted.EnumerateObject().All(field => Holds(null, field.Value));
        return wanted.ValueKind switch
        {
            JsonValueKind.Object => there.ValueKind == JsonValueKind.Object && wanted.EnumerateObject().All(field => Holds(At(there, field.Name), field.Value)),
            JsonValueKind.Array => there.ValueKind == JsonValueKind.Array && there.GetArrayLength() == wanted.GetArrayLength()
                && there.EnumerateArray().Zip(wanted.EnumerateArray()).All(pair => Holds(pair.First, pair.Second)),
            _ => JsonElement.DeepEquals(there, wanted),
        };
    }

    /// <summary>True when both say the same, or neither is there.</summary>
    public static bool Same(JsonElement? left, JsonElement? right) =>
        left is null || right is null ? left is null && right is null : JsonElement.DeepEquals(left.Value, right.Value);
}
