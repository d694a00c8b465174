using CloudOrchestrator.Testing.Histories;

namespace CloudOrchestrator.Storage.Tests;

/// <summary>What processes that are killed in the middle of it do to a log on disk, checked against what a log promises.</summary>
public sealed class HistoryTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(1, new[] { 1500, 40, 2200, 900 })]
    [InlineData(2, new[] { 3, 700, 1, 2500, 300 })]
    public async Task FileLog_KilledAgainAndAgain_KeepsItsPromises(int sequence, int[] lines)
    {
        var history = new LogHistory();
        for (var life = 0; life < lines.Length; life++)
        {
            history.Tell(await KilledWriter.RunAsync($"file:{_directory.Path}", "operations", $"s{sequence}l{life}", 8, lines[life]));
            await using var log = FileLog.Open(_directory.Path, new FileLogOptions { SegmentBytes = 256 << 10 }, TimeProvider.System);
            Assert.Empty(await history.CheckAsync(log, mayMeetItself: false));
        }

        Assert.True(history.Operations.Count(operation => operation is { Verb: LogVerb.Append, Answer: LogAnswer.Done }) > 100);
        Assert.Contains(history.Operations, operation => operation is { Verb: LogVerb.Append, Answer: LogAnswer.Conflict });
    }
}
