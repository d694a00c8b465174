using CloudOrchestrator.Emulators.Functions.Configuration;
using CloudOrchestrator.Emulators.Functions.Handlers;

namespace CloudOrchestrator.Emulators.Functions.Triggers;

/// <summary>A Service Bus trigger that takes one message per invocation, several invocations at once; locks are renewed while a function runs.</summary>
internal sealed class SingleWork(
    FunctionDefinition function,
    ServiceBusTrigger trigger,
    ServiceBusConfiguration configuration,
    IMessageSource source,
    HandlerInvoker invoker,
    IdSource ids,
    EmulatorLog log,
    TimeProvider time)
    : IInstanceWork
{
    private readonly TriggerQueue _queue = new(function, trigger, source, log);

    /// <inheritdoc/>
    public int InstancesWanted => _queue.InstancesWanted(configuration.MaxConcurrentCalls);

    /// <inheritdoc/>
    public async Task RunAsync(Instance instance, Func<InstanceLease> begin, CancellationToken draining)
    {
        using var connection = await source.ConnectAsync(draining);
        await Task.WhenAll(Enumerable.Range(0, configuration.MaxConcurrentCalls).Select(_ => TriggerQueue.LoopAsync(
            instance,
            token => source.ReceiveAsync(trigger.Queue, 1, TriggerQueue.Poll, token),
            messages => DispatchAsync(instance, messages[0], begin),
            draining)));
    }

    private async Task DispatchAsync(Instance instance, ReceivedMessage message, Func<InstanceLease> begin)
    {
        using var lease = begin();
        using var ended = new CancellationTokenSource();
        var renewal = RenewAsync(message, ended.Token);
        var payload = InvocationPayload.ForMessage(function, trigger, message, time.GetUtcNow(), ids.Next());
        var succeeded = await invoker.InvokeAsync(instance, function, ids.Next(), payload, 1, CancellationToken.None);
        await ended.CancelAsync();
        await renewal;
        _queue.Settle(instance, [message], succeeded);
    }

    private async Task RenewAsync(ReceivedMessage message, CancellationToken ended)
    {
        var began = time.GetTimestamp();
        var pause = source.LockDuration(trigger.Queue) / 2;
        while (time.GetElapsedTime(began) + pause < configuration.MaxAutoLockRenewalDuration)
        {
            await Task.Delay(pause, time, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ended.IsCancellationRequested || !source.Renew(trigger.Queue, message))
                return;
        }
    }
}
