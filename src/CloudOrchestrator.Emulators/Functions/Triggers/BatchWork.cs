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
    private readonly TriggerQueue _queue = new(function, trigger, source, log);

    /// <inheritdoc/>
    public int InstancesWanted => _queue.InstancesWanted(configuration.MaxMessageBatchSize);

    /// <inheritdoc/>
    public async Task RunAsync(Instance instance, Func<InstanceLease> begin, CancellationToken draining)
    {
        using var connection = await source.ConnectAsync(draining);
        await TriggerQueue.LoopAsync(instance, CollectAsync, messages => DispatchAsync(instance, messages, begin), draining);
    }

    private async Task<IReadOnlyList<ReceivedMessage>> CollectAsync(CancellationToken draining)
    {
        var first = await source.ReceiveAsync(trigger.Queue, configuration.MaxMessageBatchSize, TriggerQueue.Poll, draining);
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
        _queue.Settle(instance, messages, succeeded);
    }
}
