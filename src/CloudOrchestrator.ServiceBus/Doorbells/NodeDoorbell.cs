using System.Collections.Concurrent;
using System.Diagnostics;

namespace CloudOrchestrator.ServiceBus.Doorbells;

/// <summary>Tells node agents that streams have changed: a message <c>{"streams":["pods",…],"traceparent":"00-…"}</c> to each node's queue.</summary>
public sealed class NodeDoorbell(ServiceBusClient client, NodeDoorbellOptions options)
{
    /// <summary>Rings at each of the nodes. What goes wrong at one is no other's trouble and is returned, not thrown.</summary>
    public async Task<RingResult> RingAsync(IReadOnlyCollection<string> nodes, IReadOnlyCollection<string> streams, CancellationToken cancellationToken)
    {
        var missing = new ConcurrentBag<string>();
        var failed = new ConcurrentDictionary<string, Exception>();
        var body = DoorbellMessage.Encode(streams, Activity.Current?.Id);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(nodes, parallel, async (node, token) =>
        {
            try
            {
                await client.CreateSender(options.QueueOf(node)).SendMessageAsync(new ServiceBusMessage(body) { TimeToLive = options.TimeToLive }, token);
            }
            catch (ServiceBusException exception) when (exception.Reason == ServiceBusFailureReason.MessagingEntityNotFound)
            {
                missing.Add(node);
            }
            catch (ServiceBusException exception)
            {
                failed[node] = exception;
            }
        });
        return new RingResult([.. missing.Order(StringComparer.Ordinal)], failed);
    }
}
