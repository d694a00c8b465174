using OpenTelemetry;

namespace CloudOrchestrator.Telemetry.AzureMonitor;

/// <summary>Exports spans or log records to Azure Monitor. The SDK calls it from a background thread of its own.</summary>
internal sealed class AzureMonitorExporter<T>(IngestionClient client, EnvelopeWriter envelopes, Action<EnvelopeWriter, T> write) : BaseExporter<T>
    where T : class
{
    /// <inheritdoc/>
    public override ExportResult Export(in Batch<T> batch)
    {
        // Exporting is itself made of HTTP calls: those must not be traced.
        using var scope = SuppressInstrumentationScope.Begin();
        foreach (var item in batch)
            write(envelopes, item);
        var items = envelopes.Count;
        return client.PostAsync(envelopes.Take(), items, CancellationToken.None).GetAwaiter().GetResult() ? ExportResult.Success : ExportResult.Failure;
    }
}
