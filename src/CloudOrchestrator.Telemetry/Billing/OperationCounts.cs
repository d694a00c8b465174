namespace CloudOrchestrator.Telemetry.Billing;

/// <summary>What was done that Azure charges for.</summary>
/// <param name="StorageTransactions">Requests to Table Storage; a transaction of many entities is one.</param>
/// <param name="ServiceBusOperations">Sends, receives (those that came back empty too), completions and renewals.</param>
/// <param name="Executions">Function executions.</param>
/// <param name="GigabyteSeconds">Memory times the time in which instances were executing.</param>
/// <param name="Requests">API requests answered.</param>
public sealed record OperationCounts(double StorageTransactions, double ServiceBusOperations, double Executions, double GigabyteSeconds, double Requests)
{
    /// <summary>Nothing.</summary>
    public static OperationCounts None { get; } = new(0, 0, 0, 0, 0);

    /// <summary>Both together.</summary>
    public static OperationCounts operator +(OperationCounts left, OperationCounts right) => new(
        left.StorageTransactions + right.StorageTransactions,
        left.ServiceBusOperations + right.ServiceBusOperations,
        left.Executions + right.Executions,
        left.GigabyteSeconds + right.GigabyteSeconds,
        left.Requests + right.Requests);

    /// <summary>As often as <paramref name="factor"/> says.</summary>
    public OperationCounts Times(double factor) =>
        new(StorageTransactions * factor, ServiceBusOperations * factor, Executions * factor, GigabyteSeconds * factor, Requests * factor);
}
