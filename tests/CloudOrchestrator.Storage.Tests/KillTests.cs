using System.Globalization;
using CloudOrchestrator.Testing.Histories;

namespace CloudOrchestrator.Storage.Tests;

/// <summary>A process that writes under load is killed without warning, again and again, on one directory.</summary>
public sealed class KillTests : IDisposable
{
    private const int Rounds = 5;
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Kill_UnderLoad_EverythingAcknowledgedIsThere()
    {
        var acknowledged = new Dictionary<(string Stream, string Name), long>();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (stream, name, revision) in await WriteUntilKilledAsync(2000 + (round * 777)))
                acknowledged[(stream, name)] = Math.Max(revision, acknowledged.GetValueOrDefault((stream, name)));
            await using var log = FileLog.Open(_directory.Path, new FileLogOptions { SegmentBytes = 256 << 10 }, TimeProvider.System);
            await using var store = new ObjectStore(log, new ObjectStoreOptions(), TimeProvider.System, new RandomIdSource());
            foreach (var stream in new[] { "pods", "apps/deployments" })
            {
                var snapshot = (await store.ReplicaAsync(stream, false, default)).Snapshot;
                Assert.Equal(await log.HeadAsync(stream, default), snapshot.Revision);
                foreach (var ((_, name), revision) in acknowledged.Where(entry => entry.Key.Stream == stream))
                    Assert.True(snapshot.Get(new ObjectKey("ns", name))?.Revision >= revision, $"round {round}: {stream} {name} at {revision} is missing");
            }
        }

        Assert.True(acknowledged.Count > 100);
    }

    private async Task<List<(string Stream, string Name, long Revision)>> WriteUntilKilledAsync(int lines)
    {
        var written = new List<(string, string, long)>();
        foreach (var line in await KilledWriter.RunAsync($"file:{_directory.Path}", "objects", "p", 16, lines))
        {
            // The last line may be cut short by the kill; a revision cut short would only weaken the test.
            if (line.Split(' ') is [var stream, var name, var revision] && long.TryParse(revision, CultureInfo.InvariantCulture, out var number))
                written.Add((stream, name, number));
        }

        return written;
    }
}
