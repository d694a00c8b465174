namespace CloudOrchestrator.Kinds.Validation;

/// <summary>ConfigMaps and Secrets whose owner froze them.</summary>
internal static class FrozenData
{
    /// <summary>The wording of a refused change.</summary>
    public const string Fault = "field is immutable when `immutable` is set";

    /// <summary>True when two maps hold the same entries.</summary>
    public static bool Same<T>(IReadOnlyDictionary<string, T>? map, IReadOnlyDictionary<string, T>? old, Func<T, T, bool> equal) =>
        (map?.Count ?? 0) == (old?.Count ?? 0)
        && map.Sorted().All(entry => old!.TryGetValue(entry.Key, out var before) && equal(entry.Value, before));
}
