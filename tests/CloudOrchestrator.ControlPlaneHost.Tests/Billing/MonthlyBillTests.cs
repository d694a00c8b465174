using System.Globalization;
using System.Net;
using CloudOrchestrator.Telemetry.Billing;
using Xunit.Abstractions;

namespace CloudOrchestrator.ControlPlaneHost.Tests.Billing;

/// <summary>
/// What the control plane costs in a month, from operations counted in simulated time and list prices. Machines, disks and network are not in it, nor is what the
/// Functions host does for itself (timer leases, polling the queue for scaling).
/// </summary>
public sealed class MonthlyBillTests(ITestOutputHelper output)
{
    private const double DaysPerMonth = Bill.HoursPerMonth / 24;
    private const double Gigabytes = 0.5;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);
    private const int BeatsPerNodeAndDay = 8_640;
    private const int PollsPerNodeAndDay = 1_440;

    [Fact]
    public async Task Idle_OnlyTheTimer_CostsLessThanFiveCents()
    {
        await using var cloud = await EmulatedCloud.StartAsync();
        var first = await cloud.StartHostAsync();
        using (await cloud.ClientAsync(first))
            await cloud.SettleAsync(first);
        await cloud.EndAsync(first);
        var before = cloud.Tables.Seen.Count;

        // The worst case: each of the 96 calls of a day finds no instance.
        var host = await cloud.StartHostAsync();
        Assert.Equal(HttpStatusCode.OK, (await EmulatedCloud.PostAsync(host, "/Resync", """{"Data":{"timer":"{}"},"Metadata":{}}""")).Code);
        await cloud.EndAsync(host);
        var transactions = cloud.Tables.Seen.Count - before;
        Assert.Equal(0, (await cloud.DeliverAsync(await cloud.StartHostAsync())).Messages);

        // Seconds of a cold call are a guess; free is what they are in either case.
        var day = new OperationCounts(96 * transactions, 0, 96, 96 * 5, 0);
        var bill = Tell("idle", new Measured(day, day), 0.01);
        Assert.InRange(bill.Total, 0, 0.05);
    }

    /// <summary>
    /// Nodes at work, and Deployments of three pods behind a Service rolled to a new image so many times a day. At 1,000 nodes fewer per node, because every node is
    /// told of every change of a Service's endpoints: a rollout costs in proportion to the nodes.
    /// </summary>
    [Theory]
    [InlineData(10, 20, 1)]
    [InlineData(100, 200, 16)]
    [InlineData(1_000, 200, 70)]
    public async Task Month_OfNodesAndRollouts_StaysWithinItsTarget(int nodes, int rollsPerDay, double dollars)
    {
        await using var cluster = new SimulatedCluster(nodes, 7);
        await cluster.BuildAsync(1);
        var ordinary = await cluster.MeasureAsync(Window);
        var fullHour = await cluster.MeasureAsync(Window);
        await cluster.RollAsync(0, "web:2");
        var rolling = await cluster.MeasureAsync(Window);
        Assert.Equal(SimulatedCluster.ReplicasPerDeployment, await cluster.RunningPodsAsync("web:2"));

        // Half hours are taken for full ones, which agents ask a little more at.
        var roll = rolling + ordinary.Times(-1);
        var quiet = ((ordinary.Times(10) + fullHour.Times(2)).Times(24)) + PastTheApi(nodes);
        output.WriteLine($"one rollout at {nodes} nodes: {roll.ByClock}");
        Tell($"{nodes} nodes, nothing happens", quiet, nodes / 10_000.0);
        var bill = Tell($"{nodes} nodes, {rollsPerDay} rollouts a day", quiet + roll.Times(rollsPerDay), nodes / 10_000.0);
        Assert.InRange(bill.Total, 0.01, dollars);
    }

    private static Measured PastTheApi(int nodes)
    {
        var day = new OperationCounts(nodes * (double)BeatsPerNodeAndDay, nodes * (double)PollsPerNodeAndDay, 0, 0, 0);
        return new Measured(day, day);
    }

    // The dearer reading of the price list, less what is free.
    private Bill Tell(string what, Measured day, double gigabytes)
    {
        Bill Of(OperationCounts counted, double memory, bool free)
        {
            var month = counted.Times(DaysPerMonth);
            return Bill.OfMonth(month with { GigabyteSeconds = month.GigabyteSeconds * memory }, gigabytes, new PriceList(), free);
        }

        string Dollars(Measured counted, double memory) => string.Create(CultureInfo.InvariantCulture,
            $"${Of(counted.ByStretch, memory, true).Total:0.00} (without it ${Of(counted.ByStretch, memory, false).Total:0.00})"
            + $", no second billed twice ${Of(counted.ByClock, memory, true).Total:0.00} (${Of(counted.ByClock, memory, false).Total:0.00})");

        var bill = Of(day.ByStretch, Gigabytes, true);
        var month = day.ByStretch.Times(DaysPerMonth);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {month.StorageTransactions:N0} storage transactions, ")
            + string.Create(CultureInfo.InvariantCulture, $"{month.ServiceBusOperations:N0} Service Bus operations, {month.Executions:N0} executions, ")
            + string.Create(CultureInfo.InvariantCulture, $"{month.GigabyteSeconds * Gigabytes:N0} GB-s a month"));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  of which storage ${bill.Storage:0.00}, Service Bus ${bill.ServiceBus:0.00}, Functions ${bill.Functions:0.00}"));
        output.WriteLine($"  512 MB, less the monthly grant: {Dollars(day, Gigabytes)}");
        output.WriteLine($"  2 GB, less the monthly grant:   {Dollars(day, 2)}");
        return bill;
    }
}
