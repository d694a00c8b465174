using System.Globalization;

namespace CloudOrchestrator.Simulation.Checks;

/// <summary>
/// Reads are linearizable: a get answers a state that was the object's present at some moment between question and answer, "not found" when there was none; a list
/// answers the whole stream as it was at one revision, not older than the question. A read that names the least resourceVersion it wants may be older, but not
/// older than that.
/// </summary>
internal sealed class ReadCheck : IHistoryCheck
{
    public string Name => "reads";

    public IEnumerable<string> Check(HistoryView view)
    {
        foreach (var operation in view.History.Operations.Where(operation => operation.AnsweredStep is not null))
        {
            var violations = operation.Verb switch
            {
                HistoryVerb.Get => CheckGet(view, operation),
                HistoryVerb.List when operation.Outcome == HistoryOutcome.Acknowledged => CheckList(view, operation),
                _ => [],
            };
            foreach (var violation in violations)
                yield return violation;
        }
    }

    private static IEnumerable<string> CheckGet(HistoryView view, HistoryOperation get)
    {
        var from = get.ResourceVersionIn is null ? get.InvokedStep : 0;
        var possible = view.Between(get.Stream, get.Key, from, get.AnsweredStep!.Value).ToList();
        if (get is { Outcome: HistoryOutcome.Refused, Reason: "NotFound" } && !possible.Contains(null))
            yield return $"{Sentences.Of(get)} answered that there is no such object; there was one all the time ({possible[0]})";
        if (get.Outcome != HistoryOutcome.Acknowledged)
            yield break;
        var found = possible.Find(state => state is not null && Revision(state) == get.ResourceVersionOut);
        if (found is null)
            yield return $"{Sentences.Of(get)} answered resourceVersion {get.ResourceVersionOut}; between steps {from} and {get.AnsweredStep} it was at {Sentences.Of(possible)}";
        else if (found.Uid != get.Uid)
            yield return $"{Sentences.Of(get)} answered uid {get.Uid} for {found}, whose uid is {found.Uid}";
        if (long.TryParse(get.ResourceVersionIn, CultureInfo.InvariantCulture, out var least) && long.Parse(get.ResourceVersionOut!, CultureInfo.InvariantCulture) < least)
            yield return $"{Sentences.Of(get)} answered resourceVersion {get.ResourceVersionOut}; at least {least} was asked for";
    }

    private static IEnumerable<string> CheckList(HistoryView view, HistoryOperation list)
    {
        var revision = long.Parse(list.ResourceVersionOut!, CultureInfo.InvariantCulture);
        if (revision > view.HeadAt(list.Stream, list.AnsweredStep!.Value))
            yield return $"{Sentences.Of(list)} answered resourceVersion {revision}, which was not stored yet";
        var least = long.TryParse(list.ResourceVersionIn, CultureInfo.InvariantCulture, out var asked) ? asked : view.HeadAt(list.Stream, list.InvokedStep);
        if (revision < least)
            yield return $"{Sentences.Of(list)} answered the state at {revision}; {least} had been stored before it was asked";
        var there = view.Stream(list.Stream).Take((int)revision)
            .Where(state => list.Key.Namespace.Length == 0 || state.Key.Namespace == list.Key.Namespace)
            .Where(state => !state.IsDelete && (state.Next is null || state.Next.Revision > revision))
            .ToDictionary(state => state.Key);
        foreach (var item in list.Listed ?? [])
        {
            if (!there.Remove(item.Key, out var state) || Revision(state) != item.ResourceVersion || state.Uid != item.Uid)
                yield return $"{Sentences.Of(list)} answered {item.Key} at {item.ResourceVersion}; at revision {revision} it was at {state?.Revision.ToString(CultureInfo.InvariantCulture) ?? "none"}";
        }

        // What selected lists leave out is not known.
        if (there.Count > 0 && list.Listed is not null && list.User.StartsWith("user", StringComparison.Ordinal))
            yield return $"{Sentences.Of(list)} left out {string.Join(", ", there.Keys)}, which were there at revision {revision}";
    }

    private static string Revision(LoggedObject state) => state.Revision.ToString(CultureInfo.InvariantCulture);
}
