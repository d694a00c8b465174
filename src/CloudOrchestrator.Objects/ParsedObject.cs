namespace CloudOrchestrator.Objects;

/// <summary>A JSON object as parsed.</summary>
/// <param name="Value">The tree; the caller may change it.</param>
/// <param name="DuplicateFields">Paths of keys that occurred twice.</param>
public sealed record ParsedObject(JsonObject Value, IReadOnlyList<string> DuplicateFields);
