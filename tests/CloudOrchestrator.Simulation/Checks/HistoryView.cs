using CloudOrchestrator.Objects;

namespace CloudOrchestrator.Simulation.Checks;

/// <summary>A history as checks look at it: streams by revision, objects by key, each state of an object knowing the one before and after.</summary>
public sealed class HistoryView
{
    private readonly Dictionary<(string Stream, ObjectKey Key), List<LoggedObject>> _objects = [];
    private readonly Dictionary<string, List<LoggedObject>> _streams = new(StringComparer.Ordinal);

    /// <summary>Sorts a history.</summary>
    public HistoryView(History history)
    {
        History = history;
        foreach (var record in history.Records)
        {
            var states = Of(_objects, (record.Stream, record.Key));
            var state = new LoggedObject(record, states.Count == 0 ? null : states[^1]);
            if (states.Count > 0)
                states[^1].Next = state;
            states.Add(state);
            Of(_streams, record.Stream).Add(state);
            Log.Add(state);
        }
    }

    /// <summary>What happened.</summary>
    public History History { get; }

    /// <summary>All states of all objects, in the order of being stored.</summary>
    public List<LoggedObject> Log { get; } = [];

    /// <summary>Names of streams that hold anything.</summary>
    public IEnumerable<string> Streams => _streams.Keys.Order(StringComparer.Ordinal);

    /// <summary>When the last record was stored; the beginning of time for an empty log.</summary>
    public DateTimeOffset End => Log.Count == 0 ? default : Log[^1].Record.Time;

    /// <summary>The states of a stream by revision.</summary>
    public IReadOnlyList<LoggedObject> Stream(string stream) => _streams.GetValueOrDefault(stream) ?? [];

    /// <summary>The states of a key, oldest first.</summary>
    public IReadOnlyList<LoggedObject> States(string stream, ObjectKey key) => _objects.GetValueOrDefault((stream, key)) ?? [];

    /// <summary>The objects that there are in the end.</summary>
    public IEnumerable<LoggedObject> Present(string? stream = null) =>
        _objects.Where(entry => stream is null || entry.Key.Stream == stream).Select(entry => entry.Value[^1]).Where(state => !state.IsDelete);

    /// <summary>
    /// The states that were a key's present at some moment between two steps; null stands for: there was no object.
    /// </summary>
    public IEnumerable<LoggedObject?> Between(string stream, ObjectKey key, long from, long to)
    {
        LoggedObject? at = null;
        var states = States(stream, key);
        var next = 0;
        for (; next < states.Count && states[next].Step <= from; next++)
            at = states[next].IsDelete ? null : states[next];
        yield return at;
        for (; next < states.Count && states[next].Step <= to; next++)
            yield return states[next].IsDelete ? null : states[next];
    }

    /// <summary>The revision of the newest record of a stream that was stored by a step.</summary>
    public long HeadAt(string stream, long step)
    {
        var log = Stream(stream);
        var (low, high) = (0, log.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (log[middle].Step <= step)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private static List<LoggedObject> Of<TKey>(Dictionary<TKey, List<LoggedObject>> lists, TKey key)
        where TKey : notnull => lists.TryGetValue(key, out var list) ? list : lists[key] = [];
}
