using System.Collections.Concurrent;
using CloudOrchestrator.Storage;

namespace CloudOrchestrator.Testing.Histories;

/// <summary>What several writers did to a log, collected.</summary>
public sealed class LogHistory
{
    private readonly ConcurrentQueue<LogOperation> _told = new();

    /// <summary>The calls so far.</summary>
    public IReadOnlyList<LogOperation> Operations => LogOperation.Merge(_told);

    /// <summary>Adds one report of a call.</summary>
    public void Tell(LogOperation operation) => _told.Enqueue(operation);

    /// <summary>Adds what a process printed; a last line cut short by a kill does not count.</summary>
    public void Tell(IReadOnlyList<string> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            if (LogOperation.TryParse(lines[i]) is { } operation)
                Tell(operation);
            else if (i < lines.Count - 1)
                throw new InvalidOperationException($"a writer printed: {lines[i]}");
        }
    }

    /// <summary>Reads the whole log as one more reader of this history, and checks everything.</summary>
    public async Task<IReadOnlyList<string>> CheckAsync(IRevisionLog log, bool mayMeetItself)
    {
        var reader = new RecordedLog(log, $"reader{_told.Count}", Tell);
        var logs = new Dictionary<string, IReadOnlyList<LogEntry>>();
        foreach (var stream in await reader.StreamsAsync(CancellationToken.None))
        {
            var entries = new List<LogEntry>();
            await reader.HeadAsync(stream, CancellationToken.None);
            while (await reader.ReadAsync(stream, entries.Count, 500, CancellationToken.None) is { Records.Count: > 0 } read)
                entries.AddRange(read.Records.Select(LogEntry.Of));
            logs[stream] = entries;
            await reader.ReadStateAsync(stream, CancellationToken.None);
        }

        return new RevisionLogChecker(mayMeetItself).Check(Operations, logs);
    }
}
