using CloudOrchestrator.Telemetry.Metrics;

namespace CloudOrchestrator.Telemetry.Billing;

/// <summary>Names of the instruments that count what costs, and how they are read.</summary>
public static class BillMetrics
{
    /// <summary>The meter of everything below.</summary>
    public const string MeterName = "CloudOrchestrator";

    /// <summary>Requests to Table Storage.</summary>
    public const string StorageTransactions = "cloudorchestrator.storage.transactions";

    /// <summary>Operations of Service Bus.</summary>
    public const string ServiceBusOperations = "cloudorchestrator.servicebus.operations";

    /// <summary>Function executions.</summary>
    public const string Executions = "cloudorchestrator.function.executions";

    /// <summary>Gigabyte seconds billed.</summary>
    public const string GigabyteSeconds = "cloudorchestrator.function.gb_seconds";

    /// <summary>API requests answered.</summary>
    public const string Requests = "apiserver_request_total";

    /// <summary>What this process has done so far.</summary>
    public static OperationCounts Read(MetricRegistry registry) => new(
        registry.Sum(StorageTransactions),
        registry.Sum(ServiceBusOperations),
        registry.Sum(Executions),
        registry.Sum(GigabyteSeconds),
        registry.Sum(Requests));
}
