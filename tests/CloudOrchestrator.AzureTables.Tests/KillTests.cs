using System.Globalization;
using CloudOrchestrator.Testing.Histories;

namespace CloudOrchestrator.AzureTables.Tests;

/// <summary>Processes that write to one log at once, killed without warning in the middle of it, again and again.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class KillTests(AzuriteFixture azurite)
{
    private readonly Dictionary<(string Stream, string Name), long> _acknowledged = [];

    [Fact]
    public async Task Kill_SeveralWritersOnAFailingService_EverythingAcknowledgedIsThere()
    {
        await using var service = await StrictTableService.StartAsync();
        service.Faults.Seeded(7, 0.05);
        for (var round = 0; round < 3; round++)
            await WriteUntilKilledAsync(service.ConnectionString, "kill", [150 + (round * 37), 100]);
        service.Faults.Clear();
        await CheckAsync(service.ConnectionString, "kill");
    }

    [AzuriteFact]
    public async Task Kill_SeveralWritersOnAzurite_EverythingAcknowledgedIsThere()
    {
        var prefix = azurite.NewPrefix();
        for (var round = 0; round < 2; round++)
            await WriteUntilKilledAsync(azurite.ConnectionString, prefix, [60, 90, 40]);
        await CheckAsync(azurite.ConnectionString, prefix);
    }

    private async Task CheckAsync(string connectionString, string prefix)
    {
        await using var log = Logs.Open(connectionString, prefix);
        await using var store = new ObjectStore(log, new ObjectStoreOptions { SharedLog = true }, TimeProvider.System, new RandomIdSource());
        foreach (var stream in new[] { "pods", "apps/deployments" })
        {
            var records = new List<LogRecord>();
            while (await log.ReadAsync(stream, records.Count, 1000, default) is { Records.Count: > 0 } read)
                records.AddRange(read.Records);
            Assert.Equal(Enumerable.Range(1, records.Count).Select(revision => (long)revision), records.Select(record => record.Revision));
            var snapshot = (await store.ReplicaAsync(stream, true, default)).Snapshot;
            Assert.Equal(records.Count, snapshot.Revision);
            foreach (var ((_, name), revision) in _acknowledged.Where(entry => entry.Key.Stream == stream))
            {
                var key = new ObjectKey("ns", name);
                Assert.Equal(key, records[(int)revision - 1].Key);
                Assert.True(snapshot.Get(key)?.Revision >= revision, $"{stream} {name} at {revision} is missing");
            }

            // The rows that cold processes read say the same as the log.
            var last = records.GroupBy(record => record.Key).ToDictionary(group => group.Key, group => group.Max(record => record.Revision));
            Assert.Equal(last.OrderBy(entry => entry.Key).Select(entry => entry.Value), (await log.ReadStateAsync(stream, default)).Objects.Select(record => record.Revision));
        }

        Assert.True(_acknowledged.Count > 100);
    }

    private async Task WriteUntilKilledAsync(string connectionString, string prefix, int[] lines) =>
        await Task.WhenAll(lines.Select((count, writer) => WriteUntilKilledAsync(connectionString, prefix, $"p{writer}", count)));

    private async Task WriteUntilKilledAsync(string connectionString, string prefix, string name, int lines)
    {
        var printed = await KilledWriter.RunAsync($"table:{prefix}", "objects", name, 8, lines, connectionString);
        foreach (var line in printed.Take(lines - 1))
        {
            var parts = line.Split(' ');
            var number = long.Parse(parts[2], CultureInfo.InvariantCulture);
            lock (_acknowledged)
                _acknowledged[(parts[0], parts[1])] = Math.Max(number, _acknowledged.GetValueOrDefault((parts[0], parts[1])));
        }
    }
}
