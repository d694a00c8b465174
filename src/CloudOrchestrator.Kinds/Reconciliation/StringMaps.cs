namespace CloudOrchestrator.Kinds.Reconciliation;

/// <summary>Labels and annotations: maps that are often absent.</summary>
internal static class StringMaps
{
    /// <summary>A map to change; empty when there is none.</summary>
    public static ImmutableDictionary<string, string> Copy(IReadOnlyDictionary<string, string>? map) =>
        (map ?? ImmutableDictionary<string, string>.Empty).ToImmutableDictionary(StringComparer.Ordinal);

    /// <summary>True when both hold the same entries; an absent map is an empty one.</summary>
    public static bool Same(IReadOnlyDictionary<string, string>? left, IReadOnlyDictionary<string, string>? right) =>
        (left?.Count ?? 0) == (right?.Count ?? 0)
        && (left is null || left.All(entry => right!.TryGetValue(entry.Key, out var value) && value == entry.Value));
}
