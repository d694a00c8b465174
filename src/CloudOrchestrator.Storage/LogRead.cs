namespace CloudOrchestrator.Storage;

/// <summary>Answer to a read.</summary>
/// <param name="Records">Consecutive records; empty at the head or when expired.</param>
/// <param name="Expired">True when the records asked for have been trimmed.</param>
public sealed record LogRead(IReadOnlyList<LogRecord> Records, bool Expired);
