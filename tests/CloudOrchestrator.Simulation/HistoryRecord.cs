using CloudOrchestrator.Objects;
using CloudOrchestrator.Storage;

namespace CloudOrchestrator.Simulation;

/// <summary>A record as the log stored it.</summary>
/// <param name="Stream">The stream: <c>pods</c>, <c>apps/deployments</c>.</param>
/// <param name="Revision">Position in the stream, which is the object's resourceVersion.</param>
/// <param name="Type">Whether the object was put or deleted.</param>
/// <param name="Key">The object.</param>
/// <param name="Value">The object as UTF-8 JSON: as it is after a put, as it last was on a delete.</param>
/// <param name="PreviousRevision">Revision of the object before; 0 when it did not exist.</param>
/// <param name="Process">The process that appended it.</param>
/// <param name="Step">When it was stored.</param>
/// <param name="Time">When it was stored, by the world's clock.</param>
public sealed record HistoryRecord(
    string Stream,
    long Revision,
    LogRecordType Type,
    ObjectKey Key,
    ReadOnlyMemory<byte> Value,
    long PreviousRevision,
    string Process,
    long Step,
    DateTimeOffset Time);
