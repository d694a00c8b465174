namespace CloudOrchestrator.Telemetry.Billing;

/// <summary>What counted operations cost.</summary>
/// <param name="Storage">Dollars for Table Storage.</param>
/// <param name="ServiceBus">Dollars for Service Bus.</param>
/// <param name="Functions">Dollars for function executions and their memory.</param>
public sealed record Bill(double Storage, double ServiceBus, double Functions)
{
    /// <summary>Hours of the month that Azure's own price examples use.</summary>
    public const double HoursPerMonth = 730;

    /// <summary>Everything together.</summary>
    public double Total => Storage + ServiceBus + Functions;

    /// <summary>The price of the operations alone: nothing is free.</summary>
    public static Bill Of(OperationCounts counts, PriceList prices) => new(
        counts.StorageTransactions / 10_000 * prices.StorageTransactions10K,
        counts.ServiceBusOperations / 1_000_000 * prices.ServiceBusMillion,
        (counts.Executions / 1_000_000 * prices.ExecutionsMillion) + (counts.GigabyteSeconds * prices.GigabyteSecond));

    /// <summary>A month's bill: with what is kept in storage, and without what a subscription has free each month unless <paramref name="free"/> is false.</summary>
    public static Bill OfMonth(OperationCounts month, double storedGigabytes, PriceList prices, bool free = true)
    {
        var charged = free
            ? month with
            {
                Executions = Math.Max(0, month.Executions - prices.FreeExecutions),
                GigabyteSeconds = Math.Max(0, month.GigabyteSeconds - prices.FreeGigabyteSeconds),
            }
            : month;
        var bill = Of(charged, prices);
        return bill with { Storage = bill.Storage + (storedGigabytes * prices.StorageGigabyteMonth) };
    }
}
