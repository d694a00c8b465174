using System.Text;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Storage;

namespace CloudOrchestrator.Testing.Histories;

/// <summary>One writer of many on a log: appends, reads on, asks for the head, writes the materialised state, in an order that its seed decides.</summary>
public sealed class LogLoad(IRevisionLog log, string stream, int seed, bool writesState)
{
    private const int Objects = 40;
    private readonly Random _random = new(seed);
    private readonly Dictionary<ObjectKey, LogRecord> _present = [];
    private long _known;

    /// <summary>Works until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
            await StepAsync(cancellationToken);
    }

    /// <summary>Does one thing.</summary>
    public async Task StepAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ChooseAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or StorageUnavailableException)
        {
            // The outcome is unknown and the history says so: like every writer, read on and see.
        }
    }

    private Task ChooseAsync(CancellationToken cancellationToken) => _random.Next(20) switch
    {
        0 => log.HeadAsync(stream, cancellationToken),
        1 => log.ReadAsync(stream, _random.NextInt64(_known + 1), 1 + _random.Next(50), cancellationToken),
        2 when writesState => WriteStateAsync(cancellationToken),
        _ => AppendAsync(cancellationToken),
    };

    private async Task WriteStateAsync(CancellationToken cancellationToken)
    {
        await log.WriteStateAsync(stream, new LogState(_known, [.. _present.Values.OrderBy(record => record.Key)]), cancellationToken);
        await log.ReadStateAsync(stream, cancellationToken);
    }

    private async Task AppendAsync(CancellationToken cancellationToken)
    {
        var batch = Batch();
        if (await log.AppendAsync(stream, _known, batch, cancellationToken) == AppendOutcome.Stored)
            batch.ForEach(Take);
        else
            await ReadOnAsync(cancellationToken);
    }

    private async Task ReadOnAsync(CancellationToken cancellationToken)
    {
        while (await log.ReadAsync(stream, _known, 500, cancellationToken) is { Records.Count: > 0 } read)
        {
            foreach (var record in read.Records)
                Take(record);
        }
    }

    private List<LogRecord> Batch()
    {
        var id = new byte[16];
        _random.NextBytes(id);
        var batch = new List<LogRecord>();
        var taken = new HashSet<ObjectKey>();
        for (var count = 1 + _random.Next(4); batch.Count < count;)
        {
            var key = new ObjectKey("ns", $"o{_random.Next(Objects)}");
            if (!taken.Add(key))
                continue;
            var previous = _present.GetValueOrDefault(key)?.Revision ?? 0;
            var type = previous > 0 && _random.Next(6) == 0 ? LogRecordType.Delete : LogRecordType.Put;
            var revision = _known + 1 + batch.Count;
            var value = $$"""{"by":"{{new Guid(id)}}","resourceVersion":{{revision}},"filler":"{{new string('x', _random.Next(900))}}"}""";
            batch.Add(new LogRecord(revision, type, key, Encoding.UTF8.GetBytes(value), DateTimeOffset.UnixEpoch.AddSeconds(revision), new Guid(id), previous));
        }

        return batch;
    }

    private void Take(LogRecord record)
    {
        _known = record.Revision;
        if (record.Type == LogRecordType.Put)
            _present[record.Key] = record;
        else
            _present.Remove(record.Key);
    }
}
