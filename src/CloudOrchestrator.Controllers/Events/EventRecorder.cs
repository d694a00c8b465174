using System.Threading.Channels;
using CloudOrchestrator.Kinds.Core.Events;

namespace CloudOrchestrator.Controllers.Events;

/// <summary>
/// Writes events in the background, so that telling never holds up doing. What repeats is counted on the event that exists; what floods is dropped, as
/// client-go does it. Many at once are written at a measured pace: they tell of work that goes on meanwhile and needs the processor and the log itself.
/// </summary>
internal sealed class EventRecorder(IObjectClient client, KindRegistry kinds, TimeProvider time)
{
    private const int QueueMax = 20_000;
    private const int BatchMax = 256;
    private const int PerSecond = 400;

    private static readonly TimeSpan Burst = TimeSpan.FromSeconds((double)BatchMax / PerSecond);

    private readonly Channel<(string Component, ObjectAction.RecordEvent Told)> _queue =
        Channel.CreateBounded<(string, ObjectAction.RecordEvent)>(
            new BoundedChannelOptions(QueueMax) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private readonly EventCorrelation _correlation = new(kinds, time);

    /// <summary>Takes an event; dropped when too many wait.</summary>
    public void Record(string component, ObjectAction.RecordEvent told) => _queue.Writer.TryWrite((component, told));

    /// <summary>Writes until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var spent = TimeSpan.Zero;
        while (await _queue.Reader.WaitToReadAsync(cancellationToken))
        {
            var passed = time.GetElapsedTime(began);
            if (spent < passed - Burst)
                spent = passed - Burst;
            if (spent > passed)
                await Task.Delay(spent - passed, time, cancellationToken);
            spent += TimeSpan.FromSeconds((double)await WriteBatchAsync(cancellationToken) / PerSecond);
        }
    }

    /// <summary>Writes what has been recorded so far. Not while <see cref="RunAsync"/> runs.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        while (_queue.Reader.TryPeek(out _))
            await WriteBatchAsync(cancellationToken);
    }

    private async Task<int> WriteBatchAsync(CancellationToken cancellationToken)
    {
        var touched = new HashSet<EventSeriesState>();
        for (var i = 0; i < BatchMax && _queue.Reader.TryRead(out var next); i++)
        {
            if (_correlation.Take(next.Component, next.Told) is { } series)
                touched.Add(series);
        }

        await Task.WhenAll(touched.Select(series => WriteAsync(series, cancellationToken)));
        return touched.Count;
    }

    private async Task WriteAsync(EventSeriesState series, CancellationToken cancellationToken)
    {
        if (series.IsStored)
        {
            var result = await client.PatchAsync<Event>(series.Namespace, series.Name, series.Bump(), null, cancellationToken);
            if (result.Error?.Code != 404)
                return;
            series.StartAgain();
        }

        var created = await client.CreateAsync(series.ToEvent(), null, cancellationToken);
        series.IsStored = created.Succeeded;
        // An event that is refused (its namespace is going away) is not worth another try: what it tells of is in the object's status.
    }
}
