using CloudOrchestrator.NodeAgent.Runtime;

namespace CloudOrchestrator.NodeAgent.Images;

/// <summary>Turns the engine's steps into a sentence now and then, for pulls that take long.</summary>
internal sealed class PullNarrator(TimeProvider time, TimeSpan interval, Action<string> tell) : IProgress<PullProgress>
{
    private readonly Dictionary<string, PullProgress> _layers = new(StringComparer.Ordinal);
    private long _lastTold = time.GetTimestamp();

    public void Report(PullProgress value)
    {
        if (value.Layer.Length == 0 || value.TotalBytes == 0)
            return;
        _layers[value.Layer] = value;
        if (time.GetElapsedTime(_lastTold) < interval)
            return;
        _lastTold = time.GetTimestamp();
        var done = _layers.Values.Sum(layer => layer.CurrentBytes);
        var total = _layers.Values.Sum(layer => layer.TotalBytes);
        tell($"Pulling: {done / 1_000_000} of {total / 1_000_000} MB in {_layers.Count} layers");
    }
}
