using System.Text;

namespace CloudOrchestrator.AzureTables.Tests.Log;

/// <summary>A strict service and a log on it.</summary>
public abstract class TableLogTest : IAsyncLifetime
{
    protected static readonly DateTimeOffset Time = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly RandomIdSource _ids = new();

    internal StrictTableService Service { get; private set; } = null!;

    internal TableLog Log { get; private set; } = null!;

    internal TableClient Table => new TableServiceClient(Service.ConnectionString, Logs.Quick).GetTableClient("teststate");

    public async Task InitializeAsync()
    {
        Service = await StrictTableService.StartAsync();
        Log = Logs.Open(Service.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await Log.DisposeAsync();
        await Service.DisposeAsync();
    }

    protected LogRecord Put(long revision, string name = "a", string value = "{}", long previous = 0) => Put(revision, name, Encoding.UTF8.GetBytes(value), previous);

    protected LogRecord Put(long revision, string name, ReadOnlyMemory<byte> value, long previous = 0) =>
        new(revision, LogRecordType.Put, new ObjectKey("ns", name), value, Time, Guid.Parse(_ids.NewUid()), previous);

    protected LogRecord Delete(long revision, string name, ReadOnlyMemory<byte> value, long previous) =>
        Put(revision, name, value, previous) with { Type = LogRecordType.Delete };

    internal async Task<IReadOnlyList<string>> RowsAsync(string prefix)
    {
        var rows = new List<string>();
        await foreach (var row in Table.QueryAsync("PartitionKey eq 'pods'", null, ["RowKey"]))
            rows.Add(row.RowKey);
        return [.. rows.Where(row => row.StartsWith(prefix, StringComparison.Ordinal))];
    }
}
