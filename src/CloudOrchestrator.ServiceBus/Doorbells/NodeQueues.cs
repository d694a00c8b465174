namespace CloudOrchestrator.ServiceBus.Doorbells;

/// <summary>Makes and removes the nodes' queues; needs the Manage claim or the role Data Owner.</summary>
public sealed class NodeQueues(ServiceBusAdministrationClient administration, NodeDoorbellOptions options)
{
    /// <summary>Creates the queue of a node unless it exists; true when it was created.</summary>
    public Task<bool> EnsureAsync(string node, CancellationToken cancellationToken) => administration.CreateQueueIfMissingAsync(
        new CreateQueueOptions(options.QueueOf(node)) { DefaultMessageTimeToLive = options.TimeToLive, LockDuration = TimeSpan.FromSeconds(30), MaxDeliveryCount = 5 },
        cancellationToken);

    /// <summary>Deletes the queue of a node; false when there was none.</summary>
    public Task<bool> DeleteAsync(string node, CancellationToken cancellationToken) => administration.DeleteQueueAsync(options.QueueOf(node), cancellationToken);

    /// <summary>Nodes that have a queue.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
    {
        var start = options.QueueOf("");
        var queues = await administration.GetQueuesAsync(cancellationToken);
        return [.. queues.Where(queue => queue.Name.StartsWith(start, StringComparison.Ordinal)).Select(queue => queue.Name[start.Length..])];
    }
}
