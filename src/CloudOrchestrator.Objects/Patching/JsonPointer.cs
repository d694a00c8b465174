using System.Globalization;

namespace CloudOrchestrator.Objects.Patching;

/// <summary>RFC 6901: finds the container and key that a pointer names.</summary>
internal static class JsonPointer
{
    /// <summary>The decoded steps; null when the text is no pointer. The empty pointer has none.</summary>
    public static string[]? Parse(string pointer)
    {
        if (pointer.Length == 0)
            return [];
        if (pointer[0] != '/')
            return null;
        var steps = pointer[1..].Split('/');
        for (var i = 0; i < steps.Length; i++)
            steps[i] = steps[i].Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
        return steps;
    }

    /// <summary>The value under <paramref name="key"/>; false when there is none.</summary>
    public static bool TryGet(JsonNode? container, string key, out JsonNode? value)
    {
        value = null;
        if (container is JsonObject structure)
            return structure.TryGetPropertyValue(key, out value);
        if (container is not JsonArray list || !TryIndex(key, list.Count, out var index))
            return false;
        value = list[index];
        return true;
    }

    /// <summary>Position in a list of <paramref name="count"/> items; negative ones count from the end, as Kubernetes' implementation allows.</summary>
    public static bool TryIndex(string key, int count, out int index)
    {
        if (!int.TryParse(key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out index))
            return false;
        if (index < 0)
            index += count;
        return index >= 0 && index < count;
    }
}
