namespace CloudOrchestrator.Storage;

/// <summary>One change of one object.</summary>
/// <param name="Revision">Position in the stream.</param>
/// <param name="Type">What happened.</param>
/// <param name="Key">The object's key.</param>
/// <param name="Value">The object as UTF-8 JSON: as it is after a put, as it last was on a delete.</param>
/// <param name="Time">When the writer wrote it.</param>
/// <param name="WriteId">Unique per append of a writer.</param>
/// <param name="PreviousRevision">Revision of the object before this change; 0 when it did not exist. Makes an object's history a chain.</param>
public sealed record LogRecord(
    long Revision, LogRecordType Type, ObjectKey Key, ReadOnlyMemory<byte> Value, DateTimeOffset Time, Guid WriteId, long PreviousRevision = 0);
