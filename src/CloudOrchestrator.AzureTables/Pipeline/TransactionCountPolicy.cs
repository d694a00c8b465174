using System.Diagnostics;
using System.Diagnostics.Metrics;
using Azure.Core;
using Azure.Core.Pipeline;

namespace CloudOrchestrator.AzureTables.Pipeline;

/// <summary>Counts what the storage account bills: every attempt, by operation.</summary>
internal sealed class TransactionCountPolicy : HttpPipelineSynchronousPolicy
{
    private static readonly Meter Meter = new("CloudOrchestrator");

    private static readonly Counter<long> Transactions =
        Meter.CreateCounter<long>("cloudorchestrator.storage.transactions", "{transaction}", "Requests sent to the Table service, each attempt counted.");

    public override void OnSendingRequest(HttpMessage message) => Transactions.Add(1, new TagList { { "operation", OperationName.Of(message) } });
}
