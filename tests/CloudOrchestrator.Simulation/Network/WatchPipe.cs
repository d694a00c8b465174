using CloudOrchestrator.Simulation.Runtime;

namespace CloudOrchestrator.Simulation.Network;

/// <summary>Events of a watch on their way to its reader: in order, each after its time.</summary>
internal sealed class WatchPipe<T>(SimulatedProcess reader)
{
    private readonly Queue<T> _arrived = new();
    private readonly Queue<Action> _underWay = new();
    private TaskCompletionSource? _some;
    private DateTimeOffset _last;
    private bool _ended;
    private Exception? _failure;

    /// <summary>Sends an event.</summary>
    public void Send(T value, TimeSpan latency) => Arrive(latency, () => _arrived.Enqueue(value));

    /// <summary>Ends the watch in order, after what has been sent.</summary>
    public void End(Exception? failure, TimeSpan latency) => Arrive(latency, () => (_ended, _failure) = (true, failure));

    /// <summary>Ends the watch now: what is under way is lost.</summary>
    public void Break(Exception failure)
    {
        if (_ended)
            return;
        (_ended, _failure) = (true, failure);
        _arrived.Clear();
        reader.Do(Wake);
    }

    /// <summary>The next event; false when the watch has ended.</summary>
    public async Task<(bool Has, T Value)> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_arrived.TryDequeue(out var value))
                return (true, value);
            if (_ended)
                return _failure is null ? (false, default!) : throw _failure;
            var some = _some = new TaskCompletionSource();
            using (cancellationToken.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), some))
                await some.Task;
        }
    }

    private void Arrive(TimeSpan latency, Action arrive)
    {
        var now = reader.World.Now;
        _last = now + latency > _last ? now + latency : _last.AddTicks(1);
        _underWay.Enqueue(arrive);

        // Timers that are due run in any order; a connection keeps its own.
        reader.After(_last - now, () =>
        {
            var first = _underWay.Dequeue();
            if (_ended)
                return;
            first();
            Wake();
        });
    }

    private void Wake()
    {
        var some = _some;
        _some = null;
        some?.TrySetResult();
    }
}
