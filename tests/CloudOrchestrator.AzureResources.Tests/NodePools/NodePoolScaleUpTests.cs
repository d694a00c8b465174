using CloudOrchestrator.Kinds.Autoscaling.NodePools;
using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.Testing.Azure.Arm;

namespace CloudOrchestrator.AzureResources.Tests.NodePools;

public sealed class NodePoolScaleUpTests : NodePoolFixture
{
    [Fact]
    public async Task Reconcile_NoPools_AsksNothingAndWaitsForChanges()
    {
        World.Put(Given.Pending("p", "1"));
        Assert.Null(await PassAsync());
        Assert.Empty(Arm.Requests);
    }

    [Fact]
    public async Task Reconcile_PodsWithoutNode_RaisesTheScaleSetOnce()
    {
        var scaleSet = AddPool(Given.Pool("a"));
        for (var i = 0; i < 6; i++)
            World.Put(Given.Pending("p" + i, "1"));
        await PassAsync(3, TimeSpan.FromSeconds(30));
        Assert.Equal(2, scaleSet.Capacity);
        Assert.Equal(1, scaleSet.CapacityWrites);
        Assert.Equal(2, Pool("a").Status!.Desired);
        Assert.Equal(6, Events("TriggeredScaleUp").Count);
        Assert.Contains("Pod p0: pod triggered scale-up: [{a 0->2 (max: 10)}]", Events("TriggeredScaleUp"));
    }

    [Fact]
    public async Task Reconcile_MachinesJoin_EndsTheScaling()
    {
        var scaleSet = AddPool(Given.Pool("a"));
        World.Put(Given.Pending("p", "1"));
        await PassAsync();
        Assert.NotNull(Pool("a").Status!.Scaling);
        Arm.Complete();
        Join(scaleSet);
        Schedule();
        Time.Advance(TimeSpan.FromMinutes(1));
        await PassAsync();
        var status = Pool("a").Status!;
        Assert.Null(status.Scaling);
        Assert.Equal((1, 1), (status.Replicas, status.Desired));
        Assert.Equal("True ScaleSetFound", Condition("a", "Ready"));
    }

    [Fact]
    public async Task Reconcile_MaxReached_TellsThePodAndTheCondition()
    {
        AddPool(Given.Pool("a", max: 1));
        for (var i = 0; i < 6; i++)
            World.Put(Given.Pending("p" + i, "1"));
        await PassAsync();
        Assert.Equal("True TooManyReplicas", Condition("a", "ScalingLimited"));
        Assert.Contains(Events("NotTriggerScaleUp"), told => told.EndsWith("pod didn't trigger scale-up: 1 max node group size reached", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reconcile_BelowMin_RaisesToMin()
    {
        var scaleSet = AddPool(Given.Pool("a", min: 2));
        await PassAsync();
        Assert.Equal(2, scaleSet.Capacity);
    }

    [Fact]
    public async Task Reconcile_Throttled_WaitsAsLongAsToldAndThenAsksAgain()
    {
        var scaleSet = AddPool(Given.Pool("a"));
        World.Put(Given.Pending("p", "1"));
        Arm.Fail(new ArmFault("PATCH", scaleSet.Id, 429, "TooManyRequests", RetryAfterSeconds: 17));
        Assert.Equal(TimeSpan.FromSeconds(17), await PassAsync());
        Assert.Equal(0, scaleSet.Capacity);
        Assert.Empty(Events("TriggeredScaleUp"));
        Time.Advance(TimeSpan.FromSeconds(17));
        await PassAsync();
        Assert.Equal(1, scaleSet.Capacity);
    }

    [Fact]
    public async Task Reconcile_AnotherOperationInProgress_AsksAgainSoon()
    {
        var scaleSet = AddPool(Given.Pool("a"));
        World.Put(Given.Pending("p", "1"));
        Arm.Fail(new ArmFault("PATCH", scaleSet.Id, 409, "OperationNotAllowed", "The scale set is being updated."));
        Assert.InRange((await PassAsync())!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        Time.Advance(TimeSpan.FromSeconds(30));
        await PassAsync();
        Assert.Equal(1, scaleSet.Capacity);
        Assert.Null(Pool("a").Status!.BackoffUntil);
    }

    [Fact]
    public async Task Reconcile_AnswerIsLost_AsksForTheSameNumberAgain()
    {
        var scaleSet = AddPool(Given.Pool("a"));
        World.Put(Given.Pending("p", "1"));
        Arm.Fail(new ArmFault("PATCH", scaleSet.Id, 500, "InternalServerError", DoesIt: true));
        await PassAsync(3, TimeSpan.FromSeconds(30));
        Assert.Equal(1, scaleSet.Capacity);
    }

    [Fact]
    public async Task Reconcile_OverQuota_TriesAnotherPool()
    {
        var full = AddPool(Given.Pool("a", cpu: "2", memory: "2Gi"));
        full.Quota = 0;
        var other = AddPool(Given.Pool("b"));
        World.Put(Given.Pending("p", "1"));
        Assert.Equal(TimeSpan.FromSeconds(1), await PassAsync());
        Assert.Equal("True OperationNotAllowed", Condition("a", "ProvisioningFailed"));
        Time.Advance(TimeSpan.FromSeconds(1));
        await PassAsync();
        Assert.Equal((0, 1), (full.Capacity, other.Capacity));
    }

    [Fact]
    public async Task Reconcile_MachinesFail_RemovesThemAndTriesAnotherPool()
    {
        var failing = AddPool(Given.Pool("a", cpu: "2", memory: "2Gi"));
        failing.FailNext = 1;
        var other = AddPool(Given.Pool("b"));
        World.Put(Given.Pending("p", "1"));
        await PassAsync();
        Arm.Complete();
        Time.Advance(TimeSpan.FromSeconds(30));
        await PassAsync(2, TimeSpan.FromSeconds(30));
        Arm.Complete();
        Assert.Equal((0, 1), (failing.Capacity, other.Capacity));
        Assert.Equal("True AllocationFailed", Condition("a", "ProvisioningFailed"));
    }

    [Fact]
    public async Task Reconcile_MachinesNeverJoin_GivesUpAfterFifteenMinutesAndTriesAnotherPool()
    {
        var silent = AddPool(Given.Pool("a", cpu: "2", memory: "2Gi"));
        var other = AddPool(Given.Pool("b"));
        World.Put(Given.Pending("p", "1"));
        await PassAsync();
        Arm.Complete();
        await PassAsync(29, TimeSpan.FromSeconds(30));
        Assert.Equal((1, 0), (silent.Capacity, other.Capacity));
        await PassAsync(4, TimeSpan.FromSeconds(30));
        Arm.Complete();
        Assert.Equal((0, 1), (silent.Capacity, other.Capacity));
        Assert.Equal("True TimedOut", Condition("a", "ProvisioningFailed"));
        Assert.NotNull(Pool("a").Status!.BackoffUntil);
    }

    [Fact]
    public async Task Reconcile_FailsAgain_BacksOffLonger()
    {
        var scaleSet = AddPool(Given.Pool("a"));
        scaleSet.Quota = 0;
        World.Put(Given.Pending("p", "1"));
        await PassAsync();
        Assert.Equal(Time.GetUtcNow().AddMinutes(5), Pool("a").Status!.BackoffUntil);
        Assert.Equal(TimeSpan.FromMinutes(5), await PassAsync());
        Time.Advance(TimeSpan.FromMinutes(5));
        await PassAsync();
        Assert.Equal(Time.GetUtcNow().AddMinutes(10), Pool("a").Status!.BackoffUntil);
        scaleSet.Quota = 10;
        Time.Advance(TimeSpan.FromMinutes(10));
        await PassAsync();
        Arm.Complete();
        Join(scaleSet);
        Time.Advance(TimeSpan.FromMinutes(1));
        await PassAsync();
        Assert.Equal("False MachinesJoined", Condition("a", "ProvisioningFailed"));
        Assert.Null(Pool("a").Status!.Failures);
    }

    [Fact]
    public async Task Reconcile_ScaleSetGone_SaysSo()
    {
        Arm.Remove(AddPool(Given.Pool("a")));
        World.Put(Given.Pending("p", "1"));
        Assert.NotNull(await PassAsync());
        Assert.Equal("False ScaleSetNotFound", Condition("a", "Ready"));
        Assert.Contains(Events("NotTriggerScaleUp"), told => told.Contains("node group cannot be changed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reconcile_NotAllowed_SaysSo()
    {
        var scaleSet = AddPool(Given.Pool("a"));
        Arm.Fail(new ArmFault("GET", scaleSet.Id, 403, "AuthorizationFailed", "no authorization to perform action 'Microsoft.Compute/virtualMachineScaleSets/read'"));
        await PassAsync();
        Assert.Equal("False Forbidden", Condition("a", "Ready"));
        await PassAsync();
        Assert.Equal("True ScaleSetFound", Condition("a", "Ready"));
    }

    [Fact]
    public async Task Reconcile_TokenForAnotherAudience_IsRefused()
    {
        AddPool(Given.Pool("a"));
        await PassAsync(controller: Create(audience: "https://storage.azure.com"));
        Assert.Equal("False Forbidden", Condition("a", "Ready"));
    }

    [Fact]
    public async Task Reconcile_CapacityChangedByHand_IsAdopted()
    {
        var scaleSet = AddPool(Given.Pool("a"), running: 1);
        scaleSet.WithRunning(3);
        await PassAsync();
        Assert.Equal(3, Pool("a").Status!.Desired);
        Assert.Equal(3, scaleSet.Capacity);
    }

    [Fact]
    public async Task Reconcile_TwoProcessesAtOnce_OneRaises()
    {
        var scaleSet = AddPool(Given.Pool("a"));
        World.Put(Given.Pending("p", "1"));
        var stale = World.Copy();
        await Task.WhenAll(PassAsync(World.Copy()), PassAsync(stale, controller: Create()));
        Assert.Equal((1, 1), (scaleSet.Capacity, scaleSet.CapacityWrites));
        // Once more from what was true before anything happened: refused by the resourceVersion.
        Assert.Equal(TimeSpan.FromSeconds(2), await PassAsync(stale));
        Assert.Equal(1, scaleSet.CapacityWrites);
        Assert.Single(Events("TriggeredScaleUp"));
    }

    [Fact]
    public async Task Reconcile_SettledPool_WritesNothing()
    {
        AddPool(Given.Pool("a", min: 1), running: 1);
        World.Put(Given.Pod("p", "3", World.List<Node>()[0].Metadata.Name));
        await PassAsync();
        var version = Pool("a").Metadata.ResourceVersion;
        Assert.Null(await PassAsync());
        Assert.Equal(version, Pool("a").Metadata.ResourceVersion);
        Assert.All(Arm.Requests, request => Assert.StartsWith("GET", request, StringComparison.Ordinal));
    }

    [Fact]
    public async Task EnsureNodePools_SettingNamesNewAndKnown_CreatesOnlyTheNew()
    {
        World.Put(Given.Pool("known", max: 7));
        var options = new AzureResourcesOptions
        {
            SubscriptionId = "00000000-0000-0000-0000-0000000000a1",
            ResourceGroup = "cluster",
            NodePools = $$"""
                [
                  {"name":"known","scaleSet":"{{Given.ScaleSets}}known","max":1},
                  {"name":"new","scaleSet":"{{Given.ScaleSets}}new","max":5,"spot":true}
                ]
                """,
        };
        await AzureResourceControllers.EnsureNodePoolsAsync(options, Client, CancellationToken.None);
        await AzureResourceControllers.EnsureNodePoolsAsync(options, Client, CancellationToken.None);
        Assert.Equal(7, Pool("known").Spec!.Max);
        Assert.True(Pool("new").Spec is NodePoolSpec { Max: 5, Spot: true });
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("[{\"max\":1}]")]
    [InlineData("not json")]
    public void ParseNodePools_Malformed_NamesTheSetting(string setting) =>
        Assert.Contains("setting NodePools", Assert.Throws<FormatException>(() => NodePoolSettings.Parse(setting)).Message, StringComparison.Ordinal);
}
