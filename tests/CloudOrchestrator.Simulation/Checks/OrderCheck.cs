using System.Globalization;

namespace CloudOrchestrator.Simulation.Checks;

/// <summary>
/// resourceVersions order a stream totally and are never used twice: revisions are dense and stored in their order, every object says the revision it is stored at,
/// names the revision it follows, keeps uid and creation time, and never lowers its generation; a uid belongs to one object for ever.
/// </summary>
internal sealed class OrderCheck : IHistoryCheck
{
    public string Name => "order";

    public IEnumerable<string> Check(HistoryView view)
    {
        foreach (var stream in view.Streams)
        {
            var log = view.Stream(stream);
            var owners = new Dictionary<string, LoggedObject>(StringComparer.Ordinal);
            for (var i = 0; i < log.Count; i++)
            {
                if (log[i].Revision != i + 1)
                    yield return $"{log[i]} is record {i + 1} of its stream";
                if (i > 0 && log[i].Step <= log[i - 1].Step)
                    yield return $"{log[i]} was stored no later than {log[i - 1]}";
                foreach (var violation in CheckState(log[i], owners))
                    yield return violation;
            }
        }
    }

    private static IEnumerable<string> CheckState(LoggedObject state, Dictionary<string, LoggedObject> owners)
    {
        if (state.Text("metadata", "resourceVersion") != state.Revision.ToString(CultureInfo.InvariantCulture))
            yield return $"{state} says resourceVersion {state.Text("metadata", "resourceVersion")}";
        if (state.Record.PreviousRevision != (state.Before?.Revision ?? 0))
            yield return $"{state} names revision {state.Record.PreviousRevision} as the one before; it is {state.Before?.Revision ?? 0}";
        if (state.IsDelete && state.Before is null)
            yield return $"{state} deletes what does not exist";
        if (state.Before is { } before)
        {
            if (state.Uid != before.Uid)
                yield return $"{state} changed its uid from {before.Uid} to {state.Uid}";
            if (state.Text("metadata", "creationTimestamp") != before.Text("metadata", "creationTimestamp"))
                yield return $"{state} changed its creation time";
            if (state.Number("metadata", "generation") < before.Number("metadata", "generation"))
                yield return $"{state} lowered its generation";
        }
        else if (!state.IsDelete && !owners.TryAdd(state.Uid, state))
        {
            yield return $"{state} has the uid of {owners[state.Uid]}";
        }
    }
}
