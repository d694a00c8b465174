namespace CloudOrchestrator.Simulation.Checks;

/// <summary>
/// Whatever changes in what only users write (ConfigMaps, and the wishes in Deployments) was written by a user, once: each such record is the effect of one write
/// that was acknowledged at it, or of one whose outcome is unknown and whose body says the same. So a refused write that shows, a write that takes effect twice, and
/// a change out of nothing are found.
/// </summary>
internal sealed class AuthorCheck : IHistoryCheck
{
    private static readonly (string Stream, string Part)[] WrittenByUsers = [("configmaps", "data"), ("apps/deployments", "spec")];

    public string Name => "authors";

    public IEnumerable<string> Check(HistoryView view)
    {
        var users = view.History.Operations
            .Where(operation => operation.Verb is HistoryVerb.Create or HistoryVerb.Update or HistoryVerb.Patch && !operation.User.StartsWith("node", StringComparison.Ordinal))
            .ToLookup(operation => (operation.Stream, operation.Key));
        foreach (var (stream, part) in WrittenByUsers)
        {
            foreach (var changes in view.Stream(stream).Where(state => IsChange(state, part)).GroupBy(state => state.Key))
            {
                foreach (var violation in Match([.. users[(stream, changes.Key)]], [.. changes]))
                    yield return violation;
            }
        }
    }

    private static bool IsChange(LoggedObject state, string part) =>
        !state.IsDelete && state.Key.Name != "kube-root-ca.crt" && !state.Key.Namespace.StartsWith("kube-", StringComparison.Ordinal)
        && (state.IsCreate || !Json.Same(state.At(part), state.Before?.At(part)));

    private static IEnumerable<string> Match(HistoryOperation[] writes, LoggedObject[] changes)
    {
        var acknowledged = writes.Where(write => write.Outcome == HistoryOutcome.Acknowledged).ToLookup(write => write.ResourceVersionOut);
        var open = changes.Where(change => !acknowledged[change.Revision.ToString()].Any()).ToArray();
        var unknown = writes.Where(write => write.Outcome == HistoryOutcome.Unknown).ToArray();
        var authors = new Dictionary<HistoryOperation, LoggedObject>();
        foreach (var change in open)
        {
            if (Find(change, unknown, authors, []))
                continue;
            var refused = writes.FirstOrDefault(write => write.Outcome == HistoryOutcome.Refused && Fits(write, change));
            yield return refused is null
                ? $"{change} was written by no user who could have"
                : $"{Sentences.Of(refused)} was refused ({refused.Reason}), and {change} shows it";
        }
    }

    // Finds an author, having others take another record where that helps.
    private static bool Find(LoggedObject change, HistoryOperation[] writes, Dictionary<HistoryOperation, LoggedObject> authors, HashSet<HistoryOperation> tried)
    {
        foreach (var write in writes)
        {
            if (!Fits(write, change) || !tried.Add(write))
                continue;
            if (authors.TryGetValue(write, out var other) && !Find(other, writes, authors, tried))
                continue;
            authors[write] = change;
            return true;
        }

        return false;
    }

    private static bool Fits(HistoryOperation write, LoggedObject change) => write.InvokedStep < change.Step && Effect.Changes(write, change);
}
