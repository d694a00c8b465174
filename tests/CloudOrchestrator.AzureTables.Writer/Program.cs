using System.Text.Json.Nodes;
using CloudOrchestrator.AzureTables;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Storage;

// Writes objects as fast as it can until it is killed, one of many such processes on one log, and prints every write once it has been acknowledged:
// stream, name, revision. Arguments: connection string, table prefix, name of this writer, how many of its requests run at once.
await using var log = new TableLog(new TableServiceClient(args[0]), args[1], new TableLogOptions(), TimeProvider.System);
var options = new ObjectStoreOptions { SharedLog = true, BatchRecordsMax = TableLogOptions.BatchRecordsMax, BatchBytesMax = TableLogOptions.BatchBytesMax };
await using var store = new ObjectStore(log, options, TimeProvider.System, new RandomIdSource());
var output = Console.Out;
await Task.WhenAll(Enumerable.Range(0, int.Parse(args[3])).Select(writer => Task.Run(() => WriteAsync(writer))));

async Task WriteAsync(int writer)
{
    var stream = writer % 4 == 0 ? "apps/deployments" : "pods";
    for (var i = 0; ; i++)
    {
        var name = $"{args[2]}-w{writer}-{i % 50}";
        var result = await store.MutateAsync(
            stream,
            new ObjectKey("ns", name),
            (_, _) => new Mutation.Put(new JsonObject { ["metadata"] = new JsonObject { ["name"] = name }, ["i"] = i, ["filler"] = new string('x', 300) }),
            null,
            CancellationToken.None);
        lock (output)
            output.WriteLine($"{stream} {name} {result.Object!.Revision}");
    }
}
