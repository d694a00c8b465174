using CloudOrchestrator.AzureTables;
using CloudOrchestrator.Telemetry.Billing;

namespace CloudOrchestrator.ControlPlaneHost.Cloud;

/// <summary>What was counted since a time, as a row of the table.</summary>
/// <param name="Since">When counting began.</param>
/// <param name="Counts">What was counted.</param>
internal sealed record BillRow(DateTimeOffset Since, OperationCounts Counts)
{
    /// <summary>Both together, since the earlier of the two.</summary>
    public static BillRow operator +(BillRow left, BillRow right) =>
        new(left.Since < right.Since ? left.Since : right.Since, left.Counts + right.Counts);

    /// <summary>Reads a row.</summary>
    public static BillRow Read(TableEntity row) => new(
        row.GetDateTimeOffset(nameof(Since)) ?? throw new InvalidDataException($"row {row.RowKey} of partition {row.PartitionKey} has no property {nameof(Since)}"),
        new OperationCounts(
            Number(row, nameof(OperationCounts.StorageTransactions)),
            Number(row, nameof(OperationCounts.ServiceBusOperations)),
            Number(row, nameof(OperationCounts.Executions)),
            Number(row, nameof(OperationCounts.GigabyteSeconds)),
            Number(row, nameof(OperationCounts.Requests))));

    /// <summary>The row with a key.</summary>
    public TableEntity ToEntity(string rowKey) => new(BillLedger.Partition, rowKey)
    {
        { nameof(Since), Since },
        { nameof(OperationCounts.StorageTransactions), Counts.StorageTransactions },
        { nameof(OperationCounts.ServiceBusOperations), Counts.ServiceBusOperations },
        { nameof(OperationCounts.Executions), Counts.Executions },
        { nameof(OperationCounts.GigabyteSeconds), Counts.GigabyteSeconds },
        { nameof(OperationCounts.Requests), Counts.Requests },
    };

    private static double Number(TableEntity row, string name) => row[name] switch
    {
        double value => value,
        int value => value,
        long value => value,
        _ => 0,
    };
}
