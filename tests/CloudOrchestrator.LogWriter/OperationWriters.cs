using CloudOrchestrator.Storage;
using CloudOrchestrator.Testing.Histories;

namespace CloudOrchestrator.LogWriter;

/// <summary>Calls the log itself, and prints every call when it is made and when it is answered.</summary>
internal static class OperationWriters
{
    public static async Task RunAsync(IRevisionLog log, LogPlace place, string name, int writers, TextWriter output)
    {
        var recorded = new RecordedLog(log, name, operation =>
        {
            var line = operation.ToLine();
            lock (output)
                output.WriteLine(line);
        });
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(() =>
        {
            var stream = writer % 2 == 0 ? "pods" : "apps/deployments";
            return new LogLoad(recorded, stream, SeedOf($"{name}-{writer}"), !place.Shared).RunAsync(CancellationToken.None);
        })));
    }

    // The same for the same name in every process, unlike a string's own hash.
    private static int SeedOf(string text) => text.Aggregate(17, (hash, character) => unchecked((hash * 31) + character));
}
