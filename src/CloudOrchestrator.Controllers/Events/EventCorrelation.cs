using CloudOrchestrator.Kinds.Core.References;

namespace CloudOrchestrator.Controllers.Events;

/// <summary>
/// Finds out which events are the same as earlier ones. Ten minutes of different messages for one reason end in one combined event; an object that makes more
/// than
/// 25 events at once is held to one in five minutes. Limits as in client-go. For one thread.
/// </summary>
internal sealed class EventCorrelation(KindRegistry kinds, TimeProvider time)
{
    private const int SimilarMax = 10;
    private const int BurstMax = 25;
    private const int EntriesMax = 4096;

    private static readonly TimeSpan SimilarWindow = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan RefillTime = TimeSpan.FromMinutes(5);

    private readonly Dictionary<EventSeriesState.Identity, EventSeriesState> _series = [];
    private readonly Dictionary<EventSeriesState.Identity, (HashSet<string> Messages, DateTimeOffset Last)> _similar = [];
    private readonly Dictionary<(string Component, string Uid, string Name), (double Tokens, DateTimeOffset At)> _tokens = [];
    private long _number;

    /// <summary>Counts an event; null when it is dropped.</summary>
    public EventSeriesState? Take(string component, ObjectAction.RecordEvent told)
    {
        var now = time.GetUtcNow();
        var regarding = ReferenceTo(told.Regarding);
        if (!SpendToken((component, regarding.Uid ?? "", regarding.Name ?? ""), now))
            return null;
        var identity = new EventSeriesState.Identity(
            component, regarding.Kind ?? "", regarding.Namespace ?? "", regarding.Name ?? "", regarding.Uid ?? "", told.Type, told.Reason, told.Message);
        var message = told.Message;
        if (IsFlood(identity with { Message = "" }, message, now))
        {
            message = "(combined from similar events): " + message;
            identity = identity with { Message = "" };
        }

        if (!_series.TryGetValue(identity, out var series))
        {
            Forget(_series, entry => entry.Last);
            _series[identity] = series = new EventSeriesState(identity, component, regarding, message, now, NextNumber);
        }

        series.Happened(now);
        return series;
    }

    private bool IsFlood(EventSeriesState.Identity group, string message, DateTimeOffset now)
    {
        if (!_similar.TryGetValue(group, out var entry) || now - entry.Last > SimilarWindow)
        {
            Forget(_similar, found => found.Last);
            entry = (new HashSet<string>(StringComparer.Ordinal), now);
        }

        if (entry.Messages.Count < SimilarMax)
            entry.Messages.Add(message);
        _similar[group] = (entry.Messages, now);
        return !entry.Messages.Contains(message) || entry.Messages.Count >= SimilarMax;
    }

    private bool SpendToken((string Component, string Uid, string Name) source, DateTimeOffset now)
    {
        if (!_tokens.TryGetValue(source, out var bucket))
        {
            Forget(_tokens, found => found.At);
            bucket = (BurstMax, now);
        }

        var tokens = Math.Min(BurstMax, bucket.Tokens + ((now - bucket.At) / RefillTime));
        _tokens[source] = (tokens >= 1 ? tokens - 1 : tokens, now);
        return tokens >= 1;
    }

    // Names end in a number that grows with time and never repeats in this process.
    private long NextNumber()
    {
        var nanoseconds = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
        return _number = Math.Max(_number + 1, nanoseconds);
    }

    private ObjectReference ReferenceTo(IKubernetesObject value)
    {
        var kind = kinds.Find(value.GetType())?.GroupVersionKind;
        return new ObjectReference
        {
            Kind = value.Kind ?? kind?.Kind,
            ApiVersion = value.ApiVersion ?? kind?.ApiVersion,
            Namespace = value.Metadata.Namespace,
            Name = value.Metadata.Name,
            Uid = value.Metadata.Uid,
            ResourceVersion = value.Metadata.ResourceVersion,
        };
    }

    // Half is forgotten at once, so that a full table costs little per entry.
    private static void Forget<TKey, TValue>(Dictionary<TKey, TValue> entries, Func<TValue, DateTimeOffset> lastUse)
        where TKey : notnull
    {
        if (entries.Count < EntriesMax)
            return;
        foreach (var key in entries.OrderBy(entry => lastUse(entry.Value)).Take(EntriesMax / 2).Select(entry => entry.Key).ToArray())
            entries.Remove(key);
    }
}
