using CloudOrchestrator.Emulators.Functions.Configuration;
using CloudOrchestrator.Emulators.Functions.Handlers;

namespace CloudOrchestrator.Emulators.Functions.Triggers;

/// <summary>Runs a timer function when it is due: one run at a time over all instances, on an instance that is started for it when there is none.</summary>
internal sealed class TimerLoop(
    FunctionDefinition function,
    TimerTrigger trigger,
    bool pastDueAtStart,
    ScalingGroup group,
    HandlerInvoker invoker,
    IdSource ids,
    EmulatorLog log,
    TimeProvider time)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(1);

    private DateTimeOffset? _last;

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (trigger.RunOnStartup || pastDueAtStart)
            await FireAsync(time.GetUtcNow(), pastDueAtStart, cancellationToken);
        var due = trigger.Schedule.Next(time.GetUtcNow());
        while (due is { } at)
        {
            await WaitAsync(at, cancellationToken);
            if (cancellationToken.IsCancellationRequested)
                return;
            await FireAsync(at, false, cancellationToken);

            // What fell due while it ran is made up for once, late, and said to be.
            var next = trigger.Schedule.Next(at);
            var now = time.GetUtcNow();
            if (next < now && trigger.UseMonitor && !cancellationToken.IsCancellationRequested)
                await FireAsync(next.Value, true, cancellationToken);
            due = trigger.Schedule.Next(time.GetUtcNow());
        }
    }

    private async Task WaitAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        while (at - time.GetUtcNow() is var left && left > TimeSpan.Zero && !cancellationToken.IsCancellationRequested)
            await Task.Delay(left < LongestPause ? left : LongestPause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task FireAsync(DateTimeOffset due, bool isPastDue, CancellationToken cancellationToken)
    {
        try
        {
            using var lease = await group.AcquireAsync(cancellationToken);
            var run = new TimerRun(_last, trigger.Schedule.Next(due) ?? due, isPastDue);
            var payload = InvocationPayload.ForTimer(function, trigger, run, time.GetUtcNow(), ids.Next());
            _last = due;
            await invoker.InvokeAsync(lease.Instance, function, ids.Next(), payload, 0, cancellationToken);
        }
        catch (HostNotRunningException exception)
        {
            log.Write(group.Name, $"{function.Name} could not run: {exception.Message}");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The emulator ends.
        }
    }
}
