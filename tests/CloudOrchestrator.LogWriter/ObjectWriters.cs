using System.Text.Json.Nodes;
using CloudOrchestrator.AzureTables;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Storage;

namespace CloudOrchestrator.LogWriter;

/// <summary>Writes objects through a store, and prints every write once it has been acknowledged: stream, name, revision.</summary>
internal static class ObjectWriters
{
    private const int NamesPerWriter = 100;

    public static async Task RunAsync(IRevisionLog log, LogPlace place, string name, int writers, TextWriter output)
    {
        var options = place.Shared
            ? new ObjectStoreOptions { SharedLog = true, BatchRecordsMax = TableLogOptions.BatchRecordsMax, BatchBytesMax = TableLogOptions.BatchBytesMax }
            : new ObjectStoreOptions { StateRecordsMin = 500, MaintenanceInterval = TimeSpan.FromMilliseconds(50) };
        await using var store = new ObjectStore(log, options, TimeProvider.System, new RandomIdSource());
        if (!place.Shared)
            store.Start();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(() =>
            WriteAsync(store, writer % 2 == 0 ? "pods" : "apps/deployments", $"{name}-w{writer}", output))));
    }

    private static async Task WriteAsync(ObjectStore store, string stream, string prefix, TextWriter output)
    {
        for (var i = 0; ; i++)
        {
            var name = $"{prefix}-{i % NamesPerWriter}";
            var value = i;
            var result = await store.MutateAsync(
                stream,
                new ObjectKey("ns", name),
                (_, _) => new Mutation.Put(new JsonObject
                {
                    ["metadata"] = new JsonObject { ["name"] = name },
                    ["i"] = value,
                    ["filler"] = new string('x', 300),
                }),
                null,
                CancellationToken.None);
            lock (output)
                output.WriteLine($"{stream} {name} {result.Object!.Revision}");
        }
    }
}
