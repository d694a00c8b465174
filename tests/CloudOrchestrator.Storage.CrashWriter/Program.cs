using System.Text.Json.Nodes;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Storage;

// Writes objects as fast as it can until it is killed, and prints every write once it has been acknowledged: stream, name, revision.
var log = FileLog.Open(args[0], new FileLogOptions { SegmentBytes = 256 << 10 }, TimeProvider.System);
var store = new ObjectStore(log, new ObjectStoreOptions { StateRecordsMin = 500, MaintenanceInterval = TimeSpan.FromMilliseconds(50) }, TimeProvider.System, new RandomIdSource());
store.Start();
var output = Console.Out;
await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(() => WriteAsync(writer))));

async Task WriteAsync(int writer)
{
    var stream = writer % 2 == 0 ? "pods" : "apps/deployments";
    for (var i = 0; ; i++)
    {
        var name = $"w{writer}-{i % 200}";
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
