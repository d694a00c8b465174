using CloudOrchestrator.Telemetry.Billing;
using CloudOrchestrator.Telemetry.Metrics;
using CloudOrchestrator.Testing;

namespace CloudOrchestrator.Telemetry.Tests;

public sealed class BillTests
{
    [Theory]
    [InlineData(0.02, 1)]
    [InlineData(1.0, 1)]
    [InlineData(1.01, 1.1)]
    [InlineData(1.1, 1.1)]
    [InlineData(61.34, 61.4)]
    public void Billed_Stretch_IsAtLeastASecondAndRoundedUp(double seconds, double billed) =>
        Assert.Equal(billed, ExecutionMeter.Billed(TimeSpan.FromSeconds(seconds)), 6);

    [Fact]
    public void Begin_OverlappingExecutions_BillTheInstanceOnce()
    {
        using var registry = new MetricRegistry();
        var time = new ManualTimeProvider();
        using var meter = new ExecutionMeter(0.5, time);
        var first = meter.Begin("Api");
        time.Advance(TimeSpan.FromSeconds(2));
        var second = meter.Begin("Work");
        first.Dispose();
        first.Dispose();
        time.Advance(TimeSpan.FromSeconds(1));
        second.Dispose();
        Assert.Equal(2, registry.Sum(BillMetrics.Executions));
        Assert.Equal(0.5 * 3, registry.Sum(BillMetrics.GigabyteSeconds), 6);
        Assert.Equal(1, registry.Sum(BillMetrics.Executions, series => series.Tag("function") == "Work"));
    }

    [Fact]
    public void Of_CountedOperations_IsWhatThePriceListSays()
    {
        var bill = Bill.Of(new OperationCounts(20_000, 3_000_000, 500_000, 1_000, 0), new PriceList());
        Assert.Equal(0.00072, bill.Storage, 9);
        Assert.Equal(0.15, bill.ServiceBus, 9);
        Assert.Equal(0.2 + 0.026, bill.Functions, 9);
        Assert.Equal(0.37672, bill.Total, 9);
    }

    [Fact]
    public void OfMonth_LessThanWhatIsFree_CostsOnlyStorageAndMessages()
    {
        var counts = new OperationCounts(10_000, 1_000_000, 250_000, 100_000, 0);
        Assert.Equal(0, Bill.OfMonth(counts, 0, new PriceList()).Functions);
        Assert.Equal(0.1 + 2.6, Bill.OfMonth(counts, 0, new PriceList(), free: false).Functions, 9);
        Assert.Equal(0.00036 + 0.45, Bill.OfMonth(counts, 10, new PriceList()).Storage, 9);
    }
}
