using System.Globalization;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Selectors;

namespace CloudOrchestrator.Simulation.Checks;

/// <summary>
/// A watch delivers what the log holds after its start, every event once, in order, with the right type, nothing before it was stored; a watch without a start first
/// delivers one whole state, not older than the question. A bookmark is never ahead of what was delivered nor behind it. A watcher that goes on after a break goes on
/// where it was and is not sent away as too late while what it lacks is young. Where nothing is wrong, an event is there soon
/// after it was stored.
/// </summary>
internal sealed class WatchCheck : IHistoryCheck
{
    // Ways take milliseconds; what was on its way when the faults ended may be tried again first.
    private static readonly TimeSpan DeliveryTimeMax = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RetentionMin = TimeSpan.FromHours(1);

    public string Name => "watches";

    public IEnumerable<string> Check(HistoryView view)
    {
        foreach (var watch in view.History.Watches)
        {
            foreach (var violation in CheckWatch(view, watch))
                yield return $"watch {watch.Id} ({watch.Watcher} of {watch.Stream} on {watch.Server} after {watch.ResourceVersion ?? "nothing"}, step {watch.StartedStep}): {violation}";
        }
    }

    private static IEnumerable<string> CheckWatch(HistoryView view, HistoryWatch watch)
    {
        var expected = Expected(view, watch);
        if (watch.ResourceVersion is null or "" or "0")
            return CheckFromState(view, watch, expected);
        return CheckFrom(view, watch, expected, long.Parse(watch.ResourceVersion, CultureInfo.InvariantCulture), watch.Events);
    }

    // The state it starts with has some revision: there must be one with which everything is right.
    private static IEnumerable<string> CheckFromState(HistoryView view, HistoryWatch watch, List<ExpectedEvent> expected)
    {
        if (watch.Events.Count == 0)
            return CheckSilence(view, watch, expected);
        var least = watch.ResourceVersion == "0" ? 0 : view.HeadAt(watch.Stream, watch.StartedStep);
        List<string>? best = null;
        var present = new SortedDictionary<ObjectKey, long>();
        var next = 0;
        for (var revision = 0L; revision <= view.Stream(watch.Stream).Count; revision++)
        {
            for (; next < expected.Count && expected[next].Revision <= revision; next++)
            {
                if (expected[next].Type == "DELETED")
                    present.Remove(expected[next].Key);
                else
                    present[expected[next].Key] = expected[next].Revision;
            }

            if (revision < least || !StartsWith(watch.Events, present))
                continue;
            var violations = CheckFrom(view, watch, expected, revision, watch.Events[present.Count..]).ToList();
            if (violations.Count == 0)
                return [];
            if (best is null || violations.Count <= best.Count)
                best = violations;
        }

        return best ?? [$"it did not begin with the objects as they were at any revision from {least} on"];
    }

    // What was stored when it was long open is no part of the state it would have begun with.
    private static IEnumerable<string> CheckSilence(HistoryView view, HistoryWatch watch, List<ExpectedEvent> expected) =>
        from item in expected.Where(item => item.Time > watch.StartedAt + DeliveryTimeMax && (watch.EndedAt ?? view.End) > DueAt(view, watch, item)).Take(1)
        select $"it stayed open and never delivered {item}";

    private static bool StartsWith(List<HistoryWatchEvent> events, SortedDictionary<ObjectKey, long> present) =>
        present.Count <= events.Count
        && present.Zip(events).All(pair => pair.Second.Type == "ADDED" && pair.Second.Key == pair.First.Key && pair.Second.ResourceVersion == Text(pair.First.Value));

    private static IEnumerable<string> CheckFrom(HistoryView view, HistoryWatch watch, List<ExpectedEvent> expected, long start, IReadOnlyList<HistoryWatchEvent> events)
    {
        var next = expected.FindIndex(item => item.Revision > start) is >= 0 and var first ? first : expected.Count;
        var at = start;
        foreach (var item in events)
        {
            var revision = long.TryParse(item.ResourceVersion, CultureInfo.InvariantCulture, out var number) ? number : -1;
            if (revision > view.HeadAt(watch.Stream, item.Step))
                yield return $"{Sentences.Of(item)} came before revision {revision} was stored";
            if (item.Type == "BOOKMARK")
            {
                if (revision < at)
                    yield return $"{Sentences.Of(item)} goes back behind {at}";
                if (next < expected.Count && expected[next].Revision <= revision)
                    yield return $"{Sentences.Of(item)} promises that all has come, and {expected[next]} has not";
                at = Math.Max(at, revision);
                continue;
            }

            if (next == expected.Count || !expected[next].Is(item))
            {
                yield return $"{Sentences.Of(item)} came where {(next < expected.Count ? expected[next].ToString() : "nothing more")} comes next";
                yield break;
            }

            if (item.Time > DueAt(view, watch, expected[next]))
                yield return $"{Sentences.Of(item)} came {(item.Time - expected[next].Time).TotalSeconds:F1} s after it was stored";
            at = revision;
            next++;
        }

        if (watch is { EndedBecause: "Expired" or "Gone" } && IsYoung(view, watch, at))
            yield return $"it was sent away as too late at {at}, though the record after that was young";
        if (next < expected.Count && (watch.EndedAt ?? view.End) > DueAt(view, watch, expected[next]))
            yield return $"it stayed open and never delivered {expected[next]}";
    }

    private static DateTimeOffset DueAt(HistoryView view, HistoryWatch watch, ExpectedEvent item)
    {
        if (view.History.CalmSince is not { } calm)
            return DateTimeOffset.MaxValue;
        var from = item.Time > watch.StartedAt ? item.Time : watch.StartedAt;
        return (from > calm ? from : calm) + DeliveryTimeMax;
    }

    private static bool IsYoung(HistoryView view, HistoryWatch watch, long at)
    {
        var log = view.Stream(watch.Stream);
        if (at > log.Count)
            return false;
        var ended = watch.EndedStep is { } step ? (int)view.HeadAt(watch.Stream, step) : log.Count;
        return at >= ended || log[ended - 1].Record.Time - log[(int)at].Record.Time < RetentionMin;
    }

    private static List<ExpectedEvent> Expected(HistoryView view, HistoryWatch watch)
    {
        var labels = LabelMatcher.Parse(watch.LabelSelector ?? "").Require();
        bool Selects(LoggedObject? state) =>
            state is not null && (watch.Node is null || state.Text("spec", "nodeName") == watch.Node) && labels.Matches(state.Labels);
        var events = new List<ExpectedEvent>();
        foreach (var state in view.Stream(watch.Stream))
        {
            if (watch.Namespace is { Length: > 0 } only && state.Key.Namespace != only)
                continue;
            if (watch.Name is not null && state.Key.Name != watch.Name)
                continue;
            var before = Selects(state.Before);
            var after = !state.IsDelete && Selects(state);
            if (before || after)
                events.Add(new(after ? before ? "MODIFIED" : "ADDED" : "DELETED", state.Key, state.Uid, state.Revision, state.Record.Time));
        }

        return events;
    }

    private static string Text(long revision) => revision.ToString(CultureInfo.InvariantCulture);

    private sealed record ExpectedEvent(string Type, ObjectKey Key, string Uid, long Revision, DateTimeOffset Time)
    {
        public override string ToString() => $"{Type} {Key} at {Revision}";

        public bool Is(HistoryWatchEvent item) => item.Type == Type && item.Key == Key && item.Uid == Uid && item.ResourceVersion == Text(Revision);
    }
}
