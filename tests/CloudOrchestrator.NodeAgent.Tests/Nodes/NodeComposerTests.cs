using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.NodeAgent.Nodes;
using CloudOrchestrator.NodeAgent.Runtime;
using CloudOrchestrator.NodeAgent.Simulated;
using CloudOrchestrator.Testing;

namespace CloudOrchestrator.NodeAgent.Tests.Nodes;

public sealed class NodeComposerTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly NodeReportOptions Options = new() { Name = "node-1", Address = "10.0.0.1", AgentPort = 10250 };

    private readonly PretendMachine _machine = new("m", 4, 8L << 30, new ManualTimeProvider(Now));

    [Fact]
    public void Status_Healthy_ReadyWithCapacityAndAddresses()
    {
        var status = NodeComposer.Status(null, Options, _machine, Seen(null), Now);
        Assert.Equal("True", Condition(status, "Ready").Status);
        Assert.Equal("4", status.Capacity!["cpu"].ToString());
        Assert.Equal("8Gi", status.Capacity["memory"].ToString());
        Assert.Equal(["10.0.0.1", "node-1"], status.Addresses!.Select(address => address.Address));
        Assert.Equal(10250, status.DaemonEndpoints!.KubeletEndpoint!.Port);
        Assert.Equal("docker://20.10.24", status.NodeInfo!.ContainerRuntimeVersion);
        Assert.All(["MemoryPressure", "DiskPressure", "PIDPressure"], type => Assert.Equal("False", Condition(status, type).Status));
    }

    [Fact]
    public void Status_Trouble_NotReadySinceThen()
    {
        var before = NodeComposer.Status(null, Options, _machine, Seen(null), Now);
        var after = NodeComposer.Status(before, Options, _machine, Seen("container runtime is down"), Now.AddMinutes(1));
        Assert.Equal(("False", "KubeletNotReady", "container runtime is down"), (Condition(after, "Ready").Status, Condition(after, "Ready").Reason, Condition(after, "Ready").Message));
        Assert.Equal(Now.AddMinutes(1), Condition(after, "Ready").LastTransitionTime);
        Assert.Equal(Now, Condition(after, "PIDPressure").LastTransitionTime);
    }

    [Fact]
    public void Status_OthersConditions_Stay()
    {
        var old = new NodeStatus { Conditions = [new NodeCondition { Type = "NetworkUnavailable", Status = "False" }] };
        Assert.Contains(NodeComposer.Status(old, Options, _machine, Seen(null), Now).Conditions!, condition => condition.Type == "NetworkUnavailable");
    }

    [Fact]
    public void Differs_OnlyHeartbeat_No()
    {
        var first = NodeComposer.Status(null, Options, _machine, Seen(null), Now);
        Assert.False(NodeComposer.Differs(first, NodeComposer.Status(first, Options, _machine, Seen(null), Now.AddMinutes(1))));
        Assert.True(NodeComposer.Differs(first, NodeComposer.Status(first, Options, _machine, Seen("down"), Now)));
    }

    [Fact]
    public void Differs_KeysInAnotherOrder_No()
    {
        var said = NodeComposer.Status(null, Options, _machine, Seen(null), Now);
        var stored = said with { Capacity = said.Capacity!.OrderBy(pair => pair.Key, StringComparer.Ordinal).Reverse().ToDictionary() };
        Assert.False(NodeComposer.Differs(stored, said));
    }

    // The API leaves empty lists out of what it stores: a status with one would differ from itself as it comes back.
    [Fact]
    public void Status_NoImages_SaysNothingOfThem() => Assert.Null(NodeComposer.Status(null, Options, _machine, Seen(null), Now).Images);

    private static NodeCondition Condition(NodeStatus status, string type) => status.Conditions!.Single(condition => condition.Type == type);

    private static NodeObservation Seen(string? trouble) => new(
        new RuntimeVersion("docker", "20.10.24"), [], trouble, new MachineMemory(8L << 30, 4L << 30, 4L << 30), (100, 50), (10, 1000));
}
