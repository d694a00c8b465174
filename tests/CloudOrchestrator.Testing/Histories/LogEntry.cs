using System.Security.Cryptography;
using CloudOrchestrator.Storage;

namespace CloudOrchestrator.Testing.Histories;

/// <summary>A record as a history remembers it: its value by a digest.</summary>
public sealed record LogEntry(long Revision, LogRecordType Type, string Key, string Digest, Guid WriteId, long PreviousRevision)
{
    /// <summary>What is remembered of a record.</summary>
    public static LogEntry Of(LogRecord record) => new(
        record.Revision,
        record.Type,
        record.Key.ToString(),
        Convert.ToHexString(SHA256.HashData(record.Value.Span).AsSpan(0, 8)),
        record.WriteId,
        record.PreviousRevision);

    /// <inheritdoc/>
    public override string ToString() => $"{Revision} {Type} {Key} {Digest} by {WriteId}, after {PreviousRevision}";
}
