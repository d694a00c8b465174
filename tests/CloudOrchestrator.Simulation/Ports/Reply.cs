using CloudOrchestrator.Simulation.Runtime;

namespace CloudOrchestrator.Simulation.Ports;

/// <summary>An answer on its way to a process. The first word counts.</summary>
internal sealed class Reply<T>
{
    // Continuations run in the step that brings the answer: a step of their own would explore nothing.
    private readonly TaskCompletionSource<T> _answer = new();
    private readonly SimulatedProcess _process;
    private readonly CancellationTokenRegistration _registration;

    public Reply(SimulatedProcess process, CancellationToken cancellationToken)
    {
        process.World.RequireOwnThread();
        _process = process;
        if (cancellationToken.CanBeCanceled)
            _registration = cancellationToken.UnsafeRegister(static (reply, token) => ((Reply<T>)reply!)._answer.TrySetCanceled(token), this);
    }

    public Task<T> Task => _answer.Task;

    public bool IsOver => _answer.Task.IsCompleted;

    public void SetAfter(TimeSpan delay, T answer)
    {
        if (!IsOver)
            _process.After(delay, () => End(() => _answer.TrySetResult(answer)));
    }

    public void FailAfter(TimeSpan delay, Exception failure)
    {
        if (!IsOver)
            _process.After(delay, () => End(() => _answer.TrySetException(failure)));
    }

    private void End(Action end)
    {
        _registration.Dispose();
        end();
    }
}
