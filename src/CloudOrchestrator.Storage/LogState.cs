namespace CloudOrchestrator.Storage;

/// <summary>Materialised objects of a stream.</summary>
/// <param name="Revision">Replay starts after this revision.</param>
/// <param name="Objects">The objects as put records, each with its own revision.</param>
public sealed record LogState(long Revision, IReadOnlyList<LogRecord> Objects);
