using CloudOrchestrator.Objects;

namespace CloudOrchestrator.Simulation;

/// <summary>An event as a watcher received it.</summary>
/// <param name="Type"><c>ADDED</c>, <c>MODIFIED</c>, <c>DELETED</c> or <c>BOOKMARK</c>.</param>
/// <param name="Key">The object; empty for a bookmark.</param>
/// <param name="Uid">Its uid; empty for a bookmark.</param>
/// <param name="ResourceVersion">Its resourceVersion, or the bookmark's.</param>
/// <param name="Step">When it was received.</param>
/// <param name="Time">When it was received, by the world's clock.</param>
public sealed record HistoryWatchEvent(string Type, ObjectKey Key, string Uid, string ResourceVersion, long Step, DateTimeOffset Time);
