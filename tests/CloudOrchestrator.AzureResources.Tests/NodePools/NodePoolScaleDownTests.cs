using CloudOrchestrator.AzureResources.NodePools;
using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Objects.Meta;
using CloudOrchestrator.Testing.Azure.Arm;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.AzureResources.Tests.NodePools;

public sealed class NodePoolScaleDownTests : NodePoolFixture
{
    private static readonly TimeSpan JustOver = TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Reconcile_NodeUnderUsed_IsDrainedAndItsMachineDeleted()
    {
        var scaleSet = AddPool(Given.Pool("a"), running: 2);
        World.Put(Given.Pod("small", "1", "a-0"));
        World.Put(Given.Pod("big", "2500m", "a-1"));
        await UntilMarkedAsync();
        var node = World.Require<Node>("", "a-0");
        Assert.True(node.Spec!.Unschedulable);
        Assert.NotNull(AutoscalerNames.RemovalOf(node));
        await PassAsync();
        Assert.Equal("small", Assert.Single(Client.Evicted).Name);
        Assert.Equal(2, scaleSet.Machines.Count(machine => machine.ProvisioningState == "Succeeded"));
        await PassAsync();
        Assert.Null(World.Get<Node>("", "a-0"));
        Assert.Equal("Deleting", scaleSet.Machines[0].ProvisioningState);
        Arm.Complete();
        await PassAsync();
        Assert.Equal((1, 1), (scaleSet.Capacity, Pool("a").Status!.Desired));
        Assert.Contains("Node a-0: node removed by cluster autoscaler", Events("ScaleDown"));
        Assert.Contains("Pod small: deleting pod for node scale down", Events("ScaleDown"));
    }

    [Fact]
    public async Task Reconcile_EmptyPool_ShrinksToZeroAndSleeps()
    {
        var scaleSet = AddPool(Given.Pool("a"), running: 3);
        await UntilMarkedAsync();
        await PassAsync(3, TimeSpan.FromSeconds(10));
        Arm.Complete();
        Assert.Null(await PassAsync());
        Assert.Equal(0, scaleSet.Capacity);
        Assert.Empty(World.List<Node>());
    }

    [Fact]
    public async Task Reconcile_NodeIsUsedAgainInTime_Stays()
    {
        AddPool(Given.Pool("a"), running: 2);
        World.Put(Given.Pod("big", "3", "a-1"));
        Assert.Equal(TimeSpan.FromMinutes(10), await PassAsync());
        Time.Advance(TimeSpan.FromMinutes(9));
        World.Put(Given.Pod("busy", "3", "a-0"));
        await PassAsync();
        Remove(World.Require<Pod>("default", "busy"));
        Time.Advance(TimeSpan.FromMinutes(2));
        await PassAsync();
        Assert.Null(AutoscalerNames.RemovalOf(World.Require<Node>("", "a-0")));
    }

    [Fact]
    public async Task Reconcile_PodWasBoundJustBeforeTheTaint_IsEvictedNotLost()
    {
        var scaleSet = AddPool(Given.Pool("a"), running: 2);
        World.Put(Given.Pod("big", "2500m", "a-1"));
        await UntilMarkedAsync();
        World.Put(Given.Pod("late", "1", "a-0"));
        await PassAsync();
        Assert.Equal("late", Assert.Single(Client.Evicted).Name);
        Assert.All(scaleSet.Machines, machine => Assert.NotEqual("Deleting", machine.ProvisioningState));
    }

    [Fact]
    public async Task Reconcile_BudgetRefusesForever_GivesUpAndFreesTheNode()
    {
        AddPool(Given.Pool("a"), running: 2);
        World.Put(Given.Pod("held", "1", "a-0"));
        World.Put(Given.Pod("big", "2500m", "a-1"));
        Client.RefuseEviction = _ => ApiStatuses.TooManyRequests("Cannot evict pod as it would violate the pod's disruption budget.", 10);
        await UntilMarkedAsync();
        Assert.Equal(TimeSpan.FromSeconds(10), await PassAsync());
        Time.Advance(TimeSpan.FromMinutes(11));
        await PassAsync();
        var node = World.Require<Node>("", "a-0");
        Assert.Null(AutoscalerNames.RemovalOf(node));
        Assert.NotEqual(true, node.Spec!.Unschedulable);
        Assert.Single(Events("ScaleDownFailed"));
        Assert.NotNull(World.Get<Pod>("default", "held"));
    }

    [Fact]
    public async Task Reconcile_DeletionIsThrottled_IsTriedAgain()
    {
        var scaleSet = AddPool(Given.Pool("a"), running: 1);
        await UntilMarkedAsync();
        Arm.Fail(new ArmFault("POST", scaleSet.Id, 429, "TooManyRequests", RetryAfterSeconds: 40));
        Assert.Equal(TimeSpan.FromSeconds(40), await PassAsync());
        Assert.NotNull(World.Get<Node>("", "a-0"));
        Time.Advance(TimeSpan.FromSeconds(40));
        await PassAsync();
        Arm.Complete();
        Assert.Equal(0, scaleSet.Capacity);
        Assert.Null(World.Get<Node>("", "a-0"));
    }

    [Fact]
    public async Task Reconcile_CrashAfterMachineWasDeleted_NodeGoesOnTheNextPass()
    {
        var scaleSet = AddPool(Given.Pool("a"), running: 1);
        await UntilMarkedAsync();
        Arm.Fail(new ArmFault("POST", scaleSet.Id, 500, "InternalServerError", DoesIt: true));
        await PassAsync();
        Assert.NotNull(World.Get<Node>("", "a-0"));
        Arm.Complete();
        await PassAsync();
        Assert.Null(World.Get<Node>("", "a-0"));
        Assert.Equal(0, scaleSet.Capacity);
    }

    [Fact]
    public async Task Reconcile_TwoProcessesAtOnce_OnlyOneNodeIsDrained()
    {
        AddPool(Given.Pool("a"), running: 3);
        for (var i = 0; i < 3; i++)
            World.Put(Given.Pod("p" + i, "500m", "a-" + i));
        await PassAsync();
        Time.Advance(JustOver);
        World.Now = Time.GetUtcNow();
        await Task.WhenAll(PassAsync(World.Copy()), PassAsync(World.Copy(), controller: Create()));
        Assert.Single(World.List<Node>(), node => AutoscalerNames.RemovalOf(node) is not null);
    }

    [Theory]
    [InlineData("deleted")]
    [InlineData("deallocated")]
    public async Task Reconcile_MachineIsGoneAndNodeSilent_NodeIsDeleted(string how)
    {
        var scaleSet = AddPool(Given.Pool("a", min: 1), running: 2);
        if (how == "deleted")
            scaleSet.Lose(scaleSet.Machines[0]);
        else
            scaleSet.Machines[0].PowerState = "deallocated";
        await PassAsync();
        Assert.NotNull(World.Get<Node>("", "a-0"));
        Silence("a-0");
        await PassAsync();
        Assert.Null(World.Get<Node>("", "a-0"));
        Assert.Single(Events("DeletingNode"));
    }

    [Fact]
    public async Task Reconcile_NodeIsSilentButItsMachineRuns_Stays()
    {
        AddPool(Given.Pool("a"), running: 1);
        Silence("a-0");
        Assert.Equal(TimeSpan.FromSeconds(30), await PassAsync());
        Assert.NotNull(World.Get<Node>("", "a-0"));
    }

    [Fact]
    public async Task Reconcile_CloudCannotBeAsked_SilentNodeStays()
    {
        var scaleSet = AddPool(Given.Pool("a"), running: 1);
        scaleSet.Lose(scaleSet.Machines[0]);
        Silence("a-0");
        Arm.Fail(new ArmFault("GET", scaleSet.Id + "/virtualMachines", 503, "ServiceUnavailable"));
        Arm.Fail(new ArmFault("GET", scaleSet.Id + "/virtualMachines", 503, "ServiceUnavailable"));
        await PassAsync();
        Assert.NotNull(World.Get<Node>("", "a-0"));
    }

    [Fact]
    public async Task Reconcile_SpotMachineWasEvictedByDeallocation_IsDeletedToMakeRoom()
    {
        var scaleSet = AddPool(Given.Pool("a", spot: true), running: 1);
        scaleSet.Machines[0].PowerState = "deallocated";
        Silence("a-0");
        await PassAsync(2, TimeSpan.FromSeconds(30));
        Arm.Complete();
        Assert.Equal(0, scaleSet.Capacity);
    }

    [Fact]
    public async Task Reconcile_NodeOfNoCloud_IsLeftAlone()
    {
        AddPool(Given.Pool("a"));
        World.Put(Build.Node("laptop", "Unknown"));
        await PassAsync();
        Assert.NotNull(World.Get<Node>("", "laptop"));
    }

    private async Task UntilMarkedAsync()
    {
        await PassAsync();
        Time.Advance(JustOver);
        await PassAsync();
        Assert.Contains(World.List<Node>(), node => AutoscalerNames.RemovalOf(node) is not null);
        Time.Advance(TimeSpan.FromSeconds(5));
    }
}
