namespace CloudOrchestrator.Telemetry.Billing;

/// <summary>What Azure charges, in US dollars: list prices of a region in the United States, without discounts.</summary>
public sealed record PriceList
{
    /// <summary>10,000 transactions of Table Storage (locally redundant).</summary>
    public double StorageTransactions10K { get; init; } = 0.00036;

    /// <summary>A gigabyte in Table Storage for a month.</summary>
    public double StorageGigabyteMonth { get; init; } = 0.045;

    /// <summary>A million operations of Service Bus, Basic tier. The tier has no standing charge.</summary>
    public double ServiceBusMillion { get; init; } = 0.05;

    /// <summary>A million function executions on Flex Consumption, on demand.</summary>
    public double ExecutionsMillion { get; init; } = 0.40;

    /// <summary>A gigabyte of instance memory for a second, on demand.</summary>
    public double GigabyteSecond { get; init; } = 0.000026;

    /// <summary>Executions a subscription has free each month.</summary>
    public double FreeExecutions { get; init; } = 250_000;

    /// <summary>Gigabyte seconds a subscription has free each month.</summary>
    public double FreeGigabyteSeconds { get; init; } = 100_000;
}
