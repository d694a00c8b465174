using System.Globalization;

namespace CloudOrchestrator.AzureTables.Log;

/// <summary>A record as a row: in the log under its revision, and as the present state of its object under the object's key.</summary>
internal static class RecordRow
{
    private const string Type = "T", Namespace = "Ns", Name = "N", Time = "A", WriteId = "W", Previous = "P", Revision = "R", Length = "Z", Compressed = "C", SpillRows = "S";

    /// <summary>What trimming has to know of a record.</summary>
    public static string[] TrimColumns { get; } = ["RowKey", "Timestamp", Type, Time, Previous, SpillRows];

    /// <summary>What tells a writer whether a record is its own.</summary>
    public static string[] OriginColumns { get; } = ["RowKey", WriteId];

    public static TableEntity Log(string partition, LogRecord record, PackedValue value) => Row(partition, LogKeys.Record(record.Revision), record, value);

    public static TableEntity Object(string partition, LogRecord record, PackedValue value)
    {
        var row = Row(partition, LogKeys.Object(record.Key), record, value);
        row[Revision] = record.Revision;
        return row;
    }

    public static IEnumerable<TableEntity> Spills(string partition, LogRecord record, PackedValue value)
    {
        for (var part = 0; part < value.SpillRows; part++)
        {
            var row = new TableEntity(partition, LogKeys.Spill(record.Revision, part));
            value.WriteTo(row, part);
            yield return row;
        }
    }

    /// <summary>The record of a log row or object row, given the rows that hold its value (itself when it is not spilled).</summary>
    public static LogRecord Read(TableEntity row, IReadOnlyCollection<TableEntity> values) => new(
        RevisionOf(row),
        (LogRecordType)row.GetInt32(Type)!.Value,
        new ObjectKey(row.GetString(Namespace)!, row.GetString(Name)!),
        PackedValue.Read(values, row.GetInt32(Length)!.Value, row.GetBoolean(Compressed) ?? false),
        TimeOf(row),
        WriteIdOf(row),
        PreviousOf(row));

    public static long RevisionOf(TableEntity row) => row.GetInt64(Revision) ?? LogKeys.RevisionOf(row.RowKey);

    public static int SpillRowsOf(TableEntity row) => row.GetInt32(SpillRows) ?? 0;

    public static Guid WriteIdOf(TableEntity row) => Guid.ParseExact(row.GetString(WriteId)!, "N");

    public static DateTimeOffset TimeOf(TableEntity row) => new(row.GetInt64(Time)!.Value, TimeSpan.Zero);

    public static long PreviousOf(TableEntity row) => row.GetInt64(Previous) ?? 0;

    public static bool IsDelete(TableEntity row) => row.GetInt32(Type) == (int)LogRecordType.Delete;

    private static TableEntity Row(string partition, string key, LogRecord record, PackedValue value)
    {
        var row = new TableEntity(partition, key)
        {
            { Type, (int)record.Type },
            { Namespace, record.Key.Namespace },
            { Name, record.Key.Name },
            { Time, record.Time.UtcTicks },
            { WriteId, record.WriteId.ToString("N", CultureInfo.InvariantCulture) },
            { Length, value.Length },
        };
        if (record.PreviousRevision != 0)
            row[Previous] = record.PreviousRevision;
        if (value.Compressed)
            row[Compressed] = true;
        if (value.SpillRows > 0)
            row[SpillRows] = value.SpillRows;
        else
            value.WriteTo(row);
        return row;
    }
}
