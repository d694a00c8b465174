using System.Globalization;
using CloudOrchestrator.Benchmarks.Http;

namespace CloudOrchestrator.Benchmarks.Load;

/// <summary>One writer and one watcher that reads, while many other watches are open: what they cost, and whether the one that reads notices them.</summary>
internal sealed class CrowdRun : IRowRun
{
    private readonly LoadTarget _target;
    private readonly WatchRun _reader;
    private readonly IWatchCrowd _crowd;
    private readonly long _residentBefore;
    private long _residentOpen;

    private CrowdRun(LoadTarget target, Func<string, IWatchCrowd> open)
    {
        _target = target;
        _reader = new WatchRun(target, 1);
        _reader.Run(TimeSpan.FromMilliseconds(200), measured: false);
        _residentBefore = target.Use.Resident();
        _crowd = open($"/api/v1/namespaces/{target.Namespace("watch-1")}/configmaps");
        _residentOpen = target.Use.Resident();
    }

    /// <summary>The others watch the same objects and never read what they are sent.</summary>
    public static CrowdRun Stuck(LoadTarget target, int count) => new(target, path => new StuckReaders(target, path, count));

    /// <summary>The others watch the same resource in a namespace where nothing happens.</summary>
    public static CrowdRun Idle(LoadTarget target, int count) => new(target, _ => new IdleWatches(target, count));

    public void Run(TimeSpan duration, bool measured)
    {
        _reader.Run(duration, measured);
        _residentOpen = Math.Max(_residentOpen, _target.Use.Resident());
    }

    public RowResult Result(string row)
    {
        var grown = (_residentOpen - _residentBefore) / 1024.0 / Math.Max(1, _crowd.Open);
        var memory = _target.Use.IsKnown ? string.Create(CultureInfo.InvariantCulture, $", at most {grown:#,##0} KB more memory each") : "";
        var refused = _crowd.Refused == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {_crowd.Refused:#,##0} refused with 429 and Retry-After");
        return _reader.Result(row) with { Note = string.Create(CultureInfo.InvariantCulture, $"{_crowd.Open:#,##0} others open{refused}{memory}") };
    }

    public void Dispose()
    {
        _crowd.Dispose();
        _reader.Dispose();
    }
}
