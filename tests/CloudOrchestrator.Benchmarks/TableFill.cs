using System.Globalization;
using System.Text.Json.Nodes;
using CloudOrchestrator.AzureTables;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Storage;

namespace CloudOrchestrator.Benchmarks;

/// <summary>
/// Puts many objects into a cluster's log in Table Storage, past the API but through the object store, which commits a hundred at a time: copies of one that the API has
/// made, each under a name and uid of its own. Then writes the state, as Resync does in a running cluster.
/// </summary>
internal sealed class TableFill(string connectionString, string tablePrefix, string stream, JsonObject sample)
{
    private const int AtOnce = 4 * TableLogOptions.BatchRecordsMax;
    private const int ToldEvery = 10_000;

    /// <summary>The name of the object of a number.</summary>
    public static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"c{number}");

    public async Task AddAsync(string @namespace, int from, int to, CancellationToken cancellationToken)
    {
        await using var log = new TableLog(new TableServiceClient(connectionString), tablePrefix, new TableLogOptions(), TimeProvider.System);
        await using var store = new ObjectStore(log, new ObjectStoreOptions
        {
            SharedLog = true,
            BatchRecordsMax = TableLogOptions.BatchRecordsMax,
            BatchBytesMax = TableLogOptions.BatchBytesMax,
            StateRecordsMin = 1,
            BackgroundFailed = static (what, fault) => throw new IOException($"{what}: {fault.Message}", fault),
        }, TimeProvider.System, new RandomIdSource());
        var stored = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(from, to, parallel, async (number, stop) =>
        {
            var key = new ObjectKey(@namespace, NameOf(number));
            var result = await store.MutateAsync(stream, key, (_, _) => new Mutation.Put(Copy(key, number)), null, stop);
            if (result.Outcome != StoreOutcome.Stored)
                throw new IOException($"{key} was not stored: {result.Outcome}.");
            if (Interlocked.Increment(ref stored) % ToldEvery == 0)
                await Console.Error.WriteLineAsync($"{from + stored} of {to} objects stored");
        });
        await store.MaintainOnceAsync(cancellationToken);
    }

    private JsonObject Copy(ObjectKey key, int number)
    {
        var copy = sample.DeepClone().AsObject();
        var metadata = copy["metadata"]!.AsObject();
        metadata["name"] = key.Name;
        metadata["uid"] = string.Create(CultureInfo.InvariantCulture, $"00000000-0000-4000-8000-{number:D12}");
        return copy;
    }
}
