namespace CloudOrchestrator.Emulators.Functions.Handlers;

/// <summary>The time one invocation has. When it is over the instance loses its process, and with it everything else that runs there, as on the real host.</summary>
internal sealed class FunctionDeadline : IDisposable
{
    private readonly CancellationTokenSource _passed = new();
    private readonly ITimer? _timer;

    /// <summary>Runs from now on; an infinite limit never ends.</summary>
    public FunctionDeadline(Instance instance, string function, Guid invocation, TimeSpan limit, TimeProvider time)
    {
        if (limit == Timeout.InfiniteTimeSpan)
            return;
        _timer = time.CreateTimer(_ => End(), null, limit, Timeout.InfiniteTimeSpan);

        void End()
        {
            instance.EndProcess($"{function} ({invocation}) ran longer than functionTimeout ({limit})");
            _passed.Cancel();
        }
    }

    /// <summary>Cancelled when the time is over.</summary>
    public CancellationToken Passed => _passed.Token;

    /// <inheritdoc/>
    public void Dispose() => _timer?.Dispose();
}
