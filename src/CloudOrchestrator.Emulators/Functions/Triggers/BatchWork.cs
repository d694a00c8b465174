using CloudOrchestrator.Emulators.Functions.Configuration;
using CloudOrchestrator.Emulators.Functions.Handlers;

namespace CloudOrchestrator.Emulators.Functions.Triggers;

/// <summary>A Service Bus trigger that takes many: one loop per instance, one batch at a time, completed or abandoned as a whole. Locks are not renewed.</summary>
internal sealed class BatchWork(
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
    public int InstancesWanted => (source.ActiveMessages(trigger.Queue) + configuration.MaxMessageBatchSize - 1) / configuration.MaxMessageBatchSize;

    /// <inheritdoc/>
    public async Task RunAsync(Instance instance, Func<InstanceLease> begin, CancellationToken draining)
    {
        using var connection = await source.ConnectAsync(draining);
        while (!draining.IsCancellationRequested && instance.State is not InstanceState.GaveUp)
        {
            await instance.WhenReadyAsync(CancellationToken.None);
            var messages = await CollectAsync(draining);
            if (messages.Count > 0)
                await DispatchAsync(instance, messages, begin);
        }
    }

    private async Task<IReadOnlyList<ReceivedMessage>> CollectAsync(CancellationToken draining)
    {
        var first = await source.ReceiveAsync(trigger.Queue, configuration.MaxMessageBatchSize, Poll, draining);
        if (first.Count == 0 || first.Count >= configuration.MinMessageBatchSize)
            return first;
        var all = new List<ReceivedMessage>(first);
        var began = time.GetTimestamp();
        while (all.Count < configuration.MinMessageBatchSize && !draining.IsCancellationRequested)
        {
            var left = configuration.MaxBatchWaitTime - time.GetElapsedTime(began);
            if (left <= TimeSpan.Zero)
                break;
            all.AddRange(await source.ReceiveAsync(trigger.Queue, configuration.MaxMessageBatchSize - all.Count, left, draining));
        }

        return all;
    }

    private async Task DispatchAsync(Instance instance, IReadOnlyList<ReceivedMessage> messages, Func<InstanceLease> begin)
    {
        using var lease = begin();
        var invocation = ids.Next();
        var payload = InvocationPayload.ForBatch(function, trigger, messages, time.GetUtcNow(), ids.Next());
        var succeeded = await invoker.InvokeAsync(instance, function, invocation, payload, messages.Count, CancellationToken.None);
        if (succeeded && !trigger.AutoComplete)
            return;
        var lost = messages.Count(message => !(succeeded ? source.Complete(trigger.Queue, message) : source.Abandon(trigger.Queue, message)));
        if (lost > 0)
            log.Write(instance.Name, $"{function.Name}: the locks of {lost} of {messages.Count} messages had ended before they were settled; they are delivered again");
    }
}
