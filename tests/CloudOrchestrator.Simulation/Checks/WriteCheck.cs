using System.Globalization;

namespace CloudOrchestrator.Simulation.Checks;

/// <summary>
/// Writes are linearizable and none is lost: what was acknowledged is in the log at the answered resourceVersion, stored between question and answer on top of the
/// state that its preconditions name, with what its body says (or the object was so already and nothing was written); no two of those that must have written claim
/// one record. What was refused had a reason at some moment between question and answer.
/// </summary>
internal sealed class WriteCheck : IHistoryCheck
{
    public string Name => "writes";

    public IEnumerable<string> Check(HistoryView view)
    {
        var claimed = new Dictionary<LoggedObject, HistoryOperation>();
        foreach (var operation in view.History.Operations.Where(operation => operation.AnsweredStep is not null))
        {
            var violations = operation switch
            {
                { Verb: HistoryVerb.Get or HistoryVerb.List or HistoryVerb.Post } => [],
                { Outcome: HistoryOutcome.Refused } => CheckRefusal(view, operation),
                { Outcome: HistoryOutcome.Unknown } => [],
                { Verb: HistoryVerb.Delete } => CheckDelete(view, operation),
                _ => CheckPut(view, operation, claimed),
            };
            foreach (var violation in violations)
                yield return violation;
        }
    }

    private static IEnumerable<string> CheckPut(HistoryView view, HistoryOperation put, Dictionary<LoggedObject, HistoryOperation> claimed)
    {
        // Of a create that generates its name the name is in the answer only.
        var log = view.Stream(put.Stream);
        var isRevision = long.TryParse(put.ResourceVersionOut, CultureInfo.InvariantCulture, out var revision);
        var stored = isRevision && revision >= 1 && revision <= log.Count ? log[(int)revision - 1] : null;
        if (stored is null || (put.Key.Name.Length > 0 && stored.Key != put.Key) || stored.Uid != put.Uid)
        {
            yield return $"{Sentences.Of(put)} was acknowledged at resourceVersion {put.ResourceVersionOut}, where the log holds {stored?.ToString() ?? "nothing"}";
            yield break;
        }

        if (stored.Step > put.AnsweredStep)
            yield return $"{Sentences.Of(put)} was acknowledged before {stored} was stored";
        if (stored.Step > put.InvokedStep)
        {
            if (MustHaveWritten(put, stored) && !claimed.TryAdd(stored, put))
                yield return $"{Sentences.Of(put)} and {Sentences.Of(claimed[stored])} were both acknowledged as {stored}";
            if (put.Verb == HistoryVerb.Create && !stored.IsCreate)
                yield return $"{Sentences.Of(put)} was acknowledged though {stored.Before} existed";
            foreach (var violation in CheckPreconditions(put, stored))
                yield return violation;
        }
        else if (put.Verb == HistoryVerb.Create)
        {
            yield return $"{Sentences.Of(put)} was acknowledged as {stored}, which was there before";
        }
        else if (!view.Between(put.Stream, put.Key, put.InvokedStep, put.AnsweredStep!.Value).Contains(stored))
        {
            yield return $"{Sentences.Of(put)} was acknowledged as {stored}, which was no longer the present state";
        }

        if (!Effect.Holds(put, stored))
            yield return $"{Sentences.Of(put)} was acknowledged as {stored}, which does not say what was sent";
    }

    // A write that changes nothing is answered with what is there, which another may have stored meanwhile; not so one that asks for an older state.
    private static bool MustHaveWritten(HistoryOperation put, LoggedObject stored) =>
        put.Verb == HistoryVerb.Create || (Wanted(put) is { } wanted && wanted != stored.Revision.ToString(CultureInfo.InvariantCulture));

    private static string? Wanted(HistoryOperation operation) => operation.ResourceVersionIn is null or "" or "0" ? null : operation.ResourceVersionIn;

    private static IEnumerable<string> CheckPreconditions(HistoryOperation put, LoggedObject stored)
    {
        if (put.Verb == HistoryVerb.Create)
            yield break;
        var wanted = Wanted(put);
        var before = (stored.Before?.Revision ?? 0).ToString(CultureInfo.InvariantCulture);
        if (wanted is not null && before != wanted && stored.Revision.ToString(CultureInfo.InvariantCulture) != wanted)
            yield return $"{Sentences.Of(put)} asked for resourceVersion {wanted} and was stored as {stored} on top of {before}";
        if (!string.IsNullOrEmpty(put.PreconditionUid) && stored.Uid != put.PreconditionUid)
            yield return $"{Sentences.Of(put)} asked for uid {put.PreconditionUid} and was stored as {stored}, whose uid is {stored.Uid}";
    }

    private static IEnumerable<string> CheckDelete(HistoryView view, HistoryOperation delete)
    {
        // Deleted by somebody else meanwhile is as good, as is: already being deleted.
        var states = view.States(delete.Stream, delete.Key).Where(state => delete.Uid is null or "" || state.Uid == delete.Uid).ToList();
        var done = states.Exists(state => state.Step < delete.AnsweredStep && (state.IsDelete ? state.Step > delete.InvokedStep : state.IsTerminating));
        if (!done)
            yield return $"{Sentences.Of(delete)} was acknowledged, and neither was the object removed nor marked";
        if (!string.IsNullOrEmpty(delete.PreconditionUid) && !string.IsNullOrEmpty(delete.Uid) && delete.PreconditionUid != delete.Uid)
            yield return $"{Sentences.Of(delete)} asked for uid {delete.PreconditionUid} and deleted {delete.Uid}";
    }

    private static IEnumerable<string> CheckRefusal(HistoryView view, HistoryOperation refused)
    {
        if (refused.Subresource is "eviction" || refused.Key.Name.Length == 0)
            yield break;
        var possible = view.Between(refused.Stream, refused.Key, refused.InvokedStep, refused.AnsweredStep!.Value).ToList();
        var wanted = Wanted(refused);
        switch (refused.Reason)
        {
            case "NotFound" when !possible.Contains(null) && NamespaceIsThere(view, refused):
                yield return $"{Sentences.Of(refused)} was refused as not found; it was there all the time ({possible[0]})";
                break;
            case "AlreadyExists" when possible.TrueForAll(state => state is null):
                yield return $"{Sentences.Of(refused)} was refused as existing; there was no such object";
                break;
            case "Conflict" when wanted is not null && possible.TrueForAll(state => Meets(refused, state)):
                yield return $"{Sentences.Of(refused)} was refused as conflicting; the object was at resourceVersion {wanted} all the time";
                break;
        }
    }

    private static bool Meets(HistoryOperation operation, LoggedObject? state) => state is not null
        && state.Revision.ToString(CultureInfo.InvariantCulture) == operation.ResourceVersionIn
        && (string.IsNullOrEmpty(operation.PreconditionUid) || operation.PreconditionUid == state.Uid);

    private static bool NamespaceIsThere(HistoryView view, HistoryOperation operation) => operation.Key.Namespace.Length == 0
        || operation.Verb != HistoryVerb.Create
        || !view.Between("namespaces", new("", operation.Key.Namespace), operation.InvokedStep, operation.AnsweredStep!.Value).Contains(null);
}
