using CloudOrchestrator.Testing.Histories;

namespace CloudOrchestrator.AzureTables.Tests;

/// <summary>What several processes, killed in the middle of it, do to one log in tables, checked against what a log promises.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class HistoryTests(AzuriteFixture azurite)
{
    [AzuriteFact]
    public async Task TableLog_SeveralWritersOnAzurite_KeepsItsPromises() =>
        await CheckAsync(azurite.ConnectionString, azurite.NewPrefix(), [[150, 220, 90], [60, 180]]);

    [Fact]
    public async Task TableLog_SeveralWritersOnAFailingService_KeepsItsPromises()
    {
        await using var service = await StrictTableService.StartAsync();
        service.Faults.Seeded(11, 0.05);
        await CheckAsync(service.ConnectionString, "history", [[120, 260], [200, 60]], service.Faults.Clear);
    }

    private static async Task CheckAsync(string connectionString, string prefix, int[][] lives, Action? calm = null)
    {
        var history = new LogHistory();
        for (var life = 0; life < lives.Length; life++)
        {
            var printed = await Task.WhenAll(lives[life].Select((lines, writer) =>
                KilledWriter.RunAsync($"table:{prefix}", "operations", $"l{life}w{writer}", 4, lines, connectionString)));
            foreach (var lines in printed)
                history.Tell(lines);
        }

        calm?.Invoke();
        await using var log = Logs.Open(connectionString, prefix);
        Assert.Empty(await history.CheckAsync(log, mayMeetItself: true));
        Assert.True(history.Operations.Count(operation => operation is { Verb: LogVerb.Append, Answer: LogAnswer.Done }) > 10);
    }
}
