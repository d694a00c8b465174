using System.Diagnostics.Metrics;

namespace CloudOrchestrator.NodeHost.Azure;

/// <summary>Counts what a node does that costs: every attempt, whatever its answer.</summary>
internal static class NodeMeter
{
    private static readonly Meter Meter = new("CloudOrchestrator");
    private static readonly Counter<long> Transactions = Meter.CreateCounter<long>("cloudorchestrator.storage.transactions");
    private static readonly Counter<long> Operations = Meter.CreateCounter<long>("cloudorchestrator.servicebus.operations");

    public static void StorageTransaction(string operation) => Transactions.Add(1, new KeyValuePair<string, object?>("operation", operation));

    public static void ServiceBusOperation(string operation) => Operations.Add(1, new KeyValuePair<string, object?>("operation", operation));
}
