namespace CloudOrchestrator.Scheduling.Tests.Scores;

public sealed class ScoreTests
{
    [Fact]
    public void NodeResourcesFit_EmptierNode_Wins() =>
        Assert.Equal("b", Given.Cluster(Given.Node("a"), Given.Node("b"), Given.Pod("x", "2", "4Gi").On("a")).Place(Given.Pod("p", "100m", "100Mi")));

    [Fact]
    public void NodeResourcesFit_PodsWithoutRequests_AreSpreadByAssumedRequests()
    {
        var decision = Given.Cluster(Given.Node("a"), Given.Node("b"), Given.Node("c")).Decide(Given.Many(9, i => Given.Pod($"p{i}")));
        Assert.Equal([3, 3, 3], decision.Bindings.GroupBy(binding => binding.NodeName).Select(node => node.Count()));
    }

    [Fact]
    public void LeastAllocatedAndBalanced_KnownNumbers_AddUpAsInKubernetes()
    {
        // cpu 4000m, memory 10000: the worked example of Kubernetes' own documentation of the two scores.
        var cluster = Given.Cluster(Given.Node("a", cpu: "4", memory: "10000"), Given.Node("b", cpu: "6", memory: "10000"));
        var scores = Scheduler.Explain(cluster, Given.Pod("p", "3", "5000")).Select(verdict => verdict.Score!.Value).ToArray();

        // a: least (25 + 50) / 2 = 37, balanced 100 * (1 - |0.75 - 0.5| / 2) = 87; b: least (50 + 50) / 2 = 50, balanced 100. Taints: 100 * 3 each.
        Assert.Equal([37 + 87 + 300, 50 + 100 + 300], scores);
    }

    [Fact]
    public void TaintToleration_PreferNoSchedule_IsAvoided()
    {
        var taint = new Taint { Key = "k", Value = "v", Effect = "PreferNoSchedule" };
        var cluster = Given.Cluster(Given.Node("a", taints: taint), Given.Node("b", cpu: "3"));
        Assert.Equal("b", cluster.Place(Given.Pod("p")));
        Assert.Equal("a", cluster.Place(Given.Pod("p").With(spec => spec with { Tolerations = [new() { Key = "k", Operator = "Exists" }] })));
    }

    [Fact]
    public void NodeAffinity_PreferredTerms_WinByWeight()
    {
        var cluster = Given.Cluster(Given.Node("a").Labelled("x", "1"), Given.Node("b").Labelled("y", "1"), Given.Node("c"));
        Assert.Equal("b", cluster.Place(Given.Pod("p").With(spec => spec with
        {
            Affinity = new Affinity { NodeAffinity = new NodeAffinity { PreferredDuringSchedulingIgnoredDuringExecution = [Term("x", 10), Term("y", 90)] } },
        })));
    }

    [Fact]
    public void ImageLocality_LargeImagePresent_Wins()
    {
        var node = Given.Node("b");
        var image = new ContainerImage { Names = ["example.test/app:1"], SizeBytes = 900L << 20 };
        var cluster = Given.Cluster(Given.Node("a"), node with { Status = node.Status! with { Images = [image] } }, Given.Node("c"));
        Assert.Equal("b", cluster.Place(Given.Pod("p")));
    }

    private static PreferredSchedulingTerm Term(string label, int weight) =>
        new() { Weight = weight, Preference = new NodeSelectorTerm { MatchExpressions = [new() { Key = label, Operator = "Exists" }] } };
}
