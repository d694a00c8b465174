using CloudOrchestrator.Testing.Histories;

namespace CloudOrchestrator.Storage.Tests.Histories;

/// <summary>The checker finds nothing where nothing is wrong, and every broken promise.</summary>
public sealed class RevisionLogCheckerTests
{
    [Fact]
    public async Task Check_MemoryLog_NothingIsWrong() => Assert.Empty(await WorkAsync(""));

    [Theory]
    [InlineData("acknowledged-is-there", "was acknowledged and is not in the log")]
    [InlineData("all-or-nothing", "records are in the log")]
    [InlineData("refused-is-not-there", "was refused and is in the log")]
    [InlineData("conflict-has-a-cause", "was refused though nobody had appended")]
    [InlineData("expected-head", "nobody appended")]
    [InlineData("reads-have-no-gaps", "comes next")]
    [InlineData("reads-are-new", "found nothing, though")]
    [InlineData("records-never-change", "the log holds")]
    [InlineData("head-is-new", "had already ended at")]
    [InlineData("head-is-true", "before anybody began to append it")]
    [InlineData("state-is-whole", "it was at")]
    public async Task Check_BrokenPromise_IsFound(string promise, string violation) =>
        Assert.Contains(await WorkAsync(promise), sentence => sentence.Contains(violation, StringComparison.Ordinal));

    [Fact]
    public void Check_WrongChain_IsFound()
    {
        var entry = new LogEntry(1, LogRecordType.Put, "ns/a", "00", Guid.Empty, 5);
        var append = new LogOperation("w-1", LogVerb.Append, "pods", 0, 1, 2, LogAnswer.Done, 1, [entry]);
        Assert.Contains(
            new RevisionLogChecker(false).Check([append], new Dictionary<string, IReadOnlyList<LogEntry>> { ["pods"] = [entry] }),
            sentence => sentence.Contains("follows revision 0", StringComparison.Ordinal));
    }

    // Writers take turns by themselves: each call completes at once on a log in memory, so the run is the same every time.
    private static async Task<IReadOnlyList<string>> WorkAsync(string promise)
    {
        await using var memory = new MemoryLog(TimeProvider.System);
        var history = new LogHistory();
        var log = new RecordedLog(new BrokenLog(memory, promise), "w", history.Tell);
        var loads = Enumerable.Range(0, 3).Select(seed => new LogLoad(log, "pods", seed, writesState: promise is "" or "state-is-whole")).ToArray();
        for (var step = 0; step < 300; step++)
            await loads[step * 7 % 3].StepAsync(CancellationToken.None);
        return await history.CheckAsync(memory, mayMeetItself: false);
    }
}
