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
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(60);

    /// <inheritdoc/>
    public int InstancesWanted => (source.ActiveMessages(trigger.Queue) + configuration.MaxConcurrentCalls - 1) / configuration.MaxConcurrentCalls;

    /// <inheritdoc/>
    public async Task RunAsync(Instance instance, Func<InstanceLease> begin, CancellationToken draining)
    {
        using var connection = await source.ConnectAsync(draining);
        await Task.WhenAll(Enumerable.Range(0, configuration.MaxConcurrentCalls).Select(_ => CallsAsync(instance, begin, draining)));
    }

    private async Task CallsAsync(Instance instance, Func<InstanceLease> begin, CancellationToken draining)
    {
        while (!draining.IsCancellationRequested && instance.State is not InstanceState.GaveUp)
        {
            await instance.WhenReadyAsync(CancellationToken.None);
            foreach (var message in await source.ReceiveAsync(trigger.Queue, 1, Poll, draining))
                await DispatchAsync(instance, message, begin);
        }
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
        if (succeeded && !trigger.AutoComplete)
            return;
        if (!(succeeded ? source.Complete(trigger.Queue, message) : source.Abandon(trigger.Queue, message)))
            log.Write(instance.Name, $"{function.Name}: the lock of message {message.MessageId} had ended before it was settled; it is delivered again");
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
