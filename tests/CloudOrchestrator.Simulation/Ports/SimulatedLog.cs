using System.Text;
using CloudOrchestrator.Simulation.Runtime;

namespace CloudOrchestrator.Simulation.Ports;

/// <summary>The storage under the log: one for all processes, outlives them, and is where truth is recorded.</summary>
internal sealed class SimulatedLog(SimulatedProcess storage, History history)
{
    private readonly MemoryLog _memory = new(storage.Time);
    private readonly Dictionary<string, List<Action>> _waiting = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedDictionary<ObjectKey, LogRecord>> _present = new(StringComparer.Ordinal);

    /// <summary>The storage's own process: what has been sent to it arrives even when the sender is gone.</summary>
    public SimulatedProcess Storage { get; } = storage;

    /// <summary>Until when it refuses appends: a disk is full, a service throttles.</summary>
    public DateTimeOffset RefusesUntil { get; set; }

    /// <summary>True while it refuses.</summary>
    public bool Refuses => Storage.World.Now < RefusesUntil;

    public AppendOutcome Append(string process, string stream, long expectedHead, IReadOnlyList<LogRecord> records)
    {
        var world = Storage.World;
        var outcome = Now(_memory.AppendAsync(stream, expectedHead, records, default));
        if (outcome == AppendOutcome.Conflict)
        {
            if (world.Trace.IsRead)
                TellConflict(process, stream, expectedHead);
            return outcome;
        }

        if (!_present.TryGetValue(stream, out var present))
            _present[stream] = present = [];
        foreach (var record in records)
        {
            if (record.Type == LogRecordType.Put)
                present[record.Key] = record;
            else
                present.Remove(record.Key);
            history.Records.Add(new HistoryRecord(
                stream, record.Revision, record.Type, record.Key, record.Value, record.PreviousRevision, process, world.NextStep(), world.Now));
            Tell(process, stream, record);
        }

        if (_waiting.Remove(stream, out var waiting))
        {
            foreach (var tell in waiting)
                tell();
        }

        return outcome;
    }

    /// <summary>What truly exists of a kind.</summary>
    public IReadOnlyList<T> Present<T>(string stream)
        where T : class => _present.TryGetValue(stream, out var present) ? [.. present.Values.Select(record => ObjectJson.Deserialize<T>(record.Value.Span))] : [];

    /// <summary>What truly exists, of all kinds: stream, key, object as JSON.</summary>
    public IEnumerable<(string Stream, ObjectKey Key, LogRecord Record)> Present() =>
        _present.OrderBy(entry => entry.Key, StringComparer.Ordinal).SelectMany(entry => entry.Value.Select(item => (entry.Key, item.Key, item.Value)));

    public long Head(string stream) => Now(_memory.HeadAsync(stream, default));

    public LogRead Read(string stream, long after, int limit) => Now(_memory.ReadAsync(stream, after, limit, default));

    public LogRecord? Find(string stream, ObjectKey key) => Now(_memory.ReadObjectAsync(stream, key, default));

    public LogState State(string stream) => Now(_memory.ReadStateAsync(stream, default));

    public void Write(string stream, LogState state) => _memory.WriteStateAsync(stream, state, default).GetAwaiter().GetResult();

    public void Trim(string stream, DateTimeOffset before) => _memory.TrimAsync(stream, before, default).GetAwaiter().GetResult();

    public IReadOnlyList<string> Streams() => Now(_memory.StreamsAsync(default));

    /// <summary>Calls when the stream has grown.</summary>
    public void WhenGrown(string stream, Action tell)
    {
        if (!_waiting.TryGetValue(stream, out var waiting))
            _waiting[stream] = waiting = [];
        waiting.Add(tell);
    }

    private void TellConflict(string process, string stream, long expectedHead) =>
        Storage.World.Trace.Tell(Storage.World, process, () => $"append {stream} after {expectedHead}: conflict");

    private void Tell(string process, string stream, LogRecord record)
    {
        var (world, trace) = (Storage.World, Storage.World.Trace);
        trace.Mark(process, stream, record.Revision);
        trace.Mark(record.Key.Namespace, record.Key.Name, HoldsAuthority(record.Key) ? 0 : record.Value.Length);
        if (!trace.IsRead)
            return;
        trace.Tell(world, process, () => $"stored {stream} {record.Revision} {(record.Type == LogRecordType.Put ? "put" : "delete")} {record.Key}");
        if (trace.ShowsObjects)
            trace.Tell(world, process, () => Encoding.UTF8.GetString(record.Value.Span));
    }

    // Keys do not follow from the seed: the authority is made anew by each process, and the length of its signature is chance.
    private static bool HoldsAuthority(ObjectKey key) => key is { Namespace: "kube-public", Name: "cluster-info" };

    // In memory, all but waiting is done at once.
    private static T Now<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
