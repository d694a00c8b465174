using CloudOrchestrator.Emulators.Functions.Configuration;
using CloudOrchestrator.Emulators.Functions.Handlers;

namespace CloudOrchestrator.Emulators.Functions.Triggers;

/// <summary>The queue of a Service Bus trigger, as the loops of its instances use it.</summary>
internal sealed class TriggerQueue(FunctionDefinition function, ServiceBusTrigger trigger, IMessageSource source, EmulatorLog log)
{
    /// <summary>How long a receive waits for a message.</summary>
    public static readonly TimeSpan Poll = TimeSpan.FromSeconds(60);

    /// <summary>How many instances are wanted when each takes so many messages at once.</summary>
    public int InstancesWanted(int messagesAtOnce) => (source.ActiveMessages(trigger.Queue) + messagesAtOnce - 1) / messagesAtOnce;

    /// <summary>Receives for an instance and hands on what came, one after the other, until it is to stop or has given up.</summary>
    public static async Task LoopAsync(
        Instance instance,
        Func<CancellationToken, Task<IReadOnlyList<ReceivedMessage>>> receive,
        Func<IReadOnlyList<ReceivedMessage>, Task> dispatch,
        CancellationToken draining)
    {
        while (!draining.IsCancellationRequested && instance.State is not InstanceState.GaveUp)
        {
            await instance.WhenReadyAsync(CancellationToken.None);
            var messages = await receive(draining);
            if (messages.Count > 0)
                await dispatch(messages);
        }
    }

    /// <summary>Completes or abandons messages after their invocation; a function that does not leave that to the host completes its messages itself.</summary>
    public void Settle(Instance instance, IReadOnlyList<ReceivedMessage> messages, bool succeeded)
    {
        if (succeeded && !trigger.AutoComplete)
            return;
        var lost = messages.Count(message => !(succeeded ? source.Complete(trigger.Queue, message) : source.Abandon(trigger.Queue, message)));
        if (lost > 0)
            log.Write(instance.Name, $"{function.Name}: the locks of {lost} of {messages.Count} messages had ended before they were settled; they are delivered again");
    }
}
