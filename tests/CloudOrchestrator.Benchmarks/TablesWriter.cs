using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using CloudOrchestrator.AzureTables;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Storage;

namespace CloudOrchestrator.Benchmarks;

/// <summary>One process of <see cref="TablesBenchmark"/>: writes through an object store until its time is up, then prints what it measured.</summary>
internal sealed class TablesWriter(string connectionString, string prefix, string stream, string name, int clients, TimeSpan time)
{
    public const string Command = "tables-writer";

    private readonly ConcurrentBag<double> _milliseconds = [];

    public static TablesWriter Of(string[] arguments) =>
        new(arguments[0], arguments[1], arguments[2], arguments[3], (int)Number(arguments[4]), TimeSpan.FromSeconds(Number(arguments[5])));

    public async Task<int> RunAsync()
    {
        await using var table = new TableLog(new TableServiceClient(connectionString), prefix, new TableLogOptions(), TimeProvider.System);
        await using var log = new CountingLog(table);
        var options = new ObjectStoreOptions { SharedLog = true, BatchRecordsMax = TableLogOptions.BatchRecordsMax, BatchBytesMax = TableLogOptions.BatchBytesMax };
        await using var store = new ObjectStore(log, options, TimeProvider.System, new RandomIdSource());
        await WriteAsync(store, "warm-up", 0);
        log.Reset();

        // All processes begin together, once the last of them is warm.
        Console.WriteLine("ready");
        await Console.In.ReadLineAsync();
        using var end = new CancellationTokenSource(time, TimeProvider.System);
        await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(() => ClientAsync(store, client, end.Token))));
        Console.WriteLine(new WriterRun(log.Stored, log.Conflicts, [.. _milliseconds]));
        return 0;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private async Task ClientAsync(ObjectStore store, int client, CancellationToken end)
    {
        for (var i = 0; !end.IsCancellationRequested; i++)
        {
            var started = TimeProvider.System.GetTimestamp();
            await WriteAsync(store, $"c{client}-{i % 20}", i);
            _milliseconds.Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
        }
    }

    private Task<MutationResult> WriteAsync(ObjectStore store, string key, int value)
    {
        var content = new JsonObject { ["metadata"] = new JsonObject { ["name"] = $"{name}-{key}" }, ["i"] = value, ["filler"] = new string('x', 900) };
        return store.MutateAsync(stream, new ObjectKey("ns", $"{name}-{key}"), (_, _) => new Mutation.Put(content), null, CancellationToken.None);
    }
}
