using Azure;

namespace CloudOrchestrator.AzureTables.Log;

/// <summary>
/// The one transaction of an append: inserts the log rows (the compare-and-swap), brings the object rows up to date, and stores values too large for either.
/// </summary>
internal sealed class AppendTransaction
{
    private readonly string _partition;
    private readonly List<TableTransactionAction> _actions = [];
    private readonly List<TableTransactionAction> _removals = [];

    public AppendTransaction(string partition, long expectedHead, IReadOnlyList<LogRecord> records)
    {
        _partition = partition;
        ExpectedHead = expectedHead;
        WriteId = records[0].WriteId;
        NewHead = expectedHead + records.Count;
        var first = new Dictionary<ObjectKey, LogRecord>();
        var last = new Dictionary<ObjectKey, LogRecord>();
        foreach (var record in records)
        {
            first.TryAdd(record.Key, record);
            last[record.Key] = record;
        }

        foreach (var record in records)
            Add(record, ReferenceEquals(last[record.Key], record), first[record.Key].PreviousRevision != 0);
        var operations = _actions.Count + _removals.Count + 1;
        if (operations > Protocol.BatchRequest.OperationsMax)
        {
            throw new ArgumentException(
                $"{records.Count} records need {operations} operations in one transaction; the Table service takes {Protocol.BatchRequest.OperationsMax}. "
                + $"Appends of at most {TableLogOptions.BatchRecordsMax} records and {TableLogOptions.BatchBytesMax} bytes always fit (TableLogOptions)",
                nameof(records));
        }
    }

    public long ExpectedHead { get; }

    public long NewHead { get; }

    public Guid WriteId { get; }

    /// <summary>True when an earlier append of the same records ended without an answer.</summary>
    public bool MayBeStored { get; init; }

    /// <summary>Object rows that the transaction deletes. Each must exist, or the transaction is refused.</summary>
    public IReadOnlyList<TableEntity> Removals => [.. _removals.Select(action => action.Entity)];

    public void DoNotRemove(TableEntity row) => _removals.RemoveAll(action => action.Entity.RowKey == row.RowKey);

    /// <summary>
    /// The steps. The first append makes the floor row, which is why there can be only one first append even after its record was trimmed. Where the head was not seen
    /// of late, the append demands that its row still exists: it cannot leave a gap nor fill a hole made by trimming.
    /// </summary>
    public IEnumerable<TableTransactionAction> Actions(bool checkHead)
    {
        foreach (var action in _actions.Concat(_removals))
            yield return action;
        if (ExpectedHead == 0)
            yield return new(TableTransactionActionType.Add, new TableEntity(_partition, LogKeys.Floor) { { StreamFloor.Trimmed, 0L } });
        else if (checkHead)
            yield return new(TableTransactionActionType.UpdateMerge, new TableEntity(_partition, LogKeys.Record(ExpectedHead)), ETag.All);
    }

    private void Add(LogRecord record, bool isLast, bool existed)
    {
        var value = PackedValue.Of(record.Value);
        _actions.Add(new(TableTransactionActionType.Add, RecordRow.Log(_partition, record, value)));
        foreach (var spill in RecordRow.Spills(_partition, record, value))
            _actions.Add(new(TableTransactionActionType.UpsertReplace, spill));
        if (isLast && record.Type == LogRecordType.Put)
            _actions.Add(new(TableTransactionActionType.UpsertReplace, RecordRow.Object(_partition, record, value)));
        else if (isLast && existed)
            _removals.Add(new(TableTransactionActionType.Delete, new TableEntity(_partition, LogKeys.Object(record.Key)), ETag.All));
    }
}
