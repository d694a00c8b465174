namespace CloudOrchestrator.Client;

/// <summary>A list with the revision it was read at.</summary>
public sealed record ObjectList<T>(IReadOnlyList<T> Items, string ResourceVersion);
