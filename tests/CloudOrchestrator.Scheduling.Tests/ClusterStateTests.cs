namespace CloudOrchestrator.Scheduling.Tests;

public sealed class ClusterStateTests
{
    [Fact]
    public void Set_PodChangesAndEnds_TakesTheRightRoom()
    {
        var cluster = Given.Cluster(Given.Node("a", cpu: "1"));
        cluster.Set(Given.Pod("x", cpu: "1").On("a"));
        Assert.NotEmpty(cluster.Decide(Given.Pod("p", cpu: "1")).Unschedulable);
        cluster.Set(Given.Pod("x", cpu: "500m").On("a"));
        Assert.NotEmpty(cluster.Decide(Given.Pod("p", cpu: "500m")).Bindings);
        cluster.Set(Given.Pod("x", cpu: "1").On("a") with { Status = new PodStatus { Phase = "Succeeded" } });
        Assert.NotEmpty(cluster.Decide(Given.Pod("p", cpu: "1")).Bindings);
    }

    [Fact]
    public void Set_PodBeforeItsNode_Counts()
    {
        var cluster = Given.Cluster(Given.Pod("x", cpu: "1").On("a"), Given.Node("a", cpu: "1"));
        Assert.NotEmpty(cluster.Decide(Given.Pod("p", cpu: "1")).Unschedulable);
        cluster.RemovePod(new ObjectKey("default", "x"));
        Assert.NotEmpty(cluster.Decide(Given.Pod("p", cpu: "1")).Bindings);
    }

    [Fact]
    public void RemoveNode_ThenBack_StillHasItsPods()
    {
        var cluster = Given.Cluster(Given.Node("a", cpu: "1"), Given.Pod("x", cpu: "1").On("a"), Given.Node("b", cpu: "1"));
        Assert.Equal(2, cluster.NodeCount);
        cluster.RemoveNode("a");
        Assert.Equal(1, cluster.NodeCount);
        cluster.Set(Given.Node("a", cpu: "1"));
        Assert.Equal("b", cluster.Place(Given.Pod("p", cpu: "1")));
    }

    [Fact]
    public void RandomChanges_LeaveNothingBehind()
    {
        var random = new Random(7);
        var cluster = new ClusterState();
        for (var i = 0; i < 5; i++)
            cluster.Set(Given.Node($"n{i}"));
        for (var step = 0; step < 3000; step++)
        {
            var name = $"p{random.Next(40)}";
            if (random.Next(3) == 0)
                cluster.RemovePod(new ObjectKey("default", name));
            else
                cluster.Set(Given.Pod(name, cpu: $"{random.Next(1, 2000)}m").With(spec => spec with
                {
                    NodeName = $"n{random.Next(6)}",
                    Containers = [spec.Containers[0] with { Ports = [new() { HostPort = random.Next(80, 90), ContainerPortValue = 80 }] }],
                }));
        }

        for (var i = 0; i < 40; i++)
            cluster.RemovePod(new ObjectKey("default", $"p{i}"));
        Assert.All(cluster.Ordered, node => Assert.Equal((0, true, 0), (node.PodCount, node.Requested.IsZero, node.Ports.Count)));
        Assert.Equal(5, cluster.NodeCount);
        Assert.Empty(cluster.Groups);
    }
}
