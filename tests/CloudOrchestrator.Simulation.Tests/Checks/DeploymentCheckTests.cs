using CloudOrchestrator.Simulation.Checks;

namespace CloudOrchestrator.Simulation.Tests.Checks;

public sealed class DeploymentCheckTests
{
    private readonly HistoryBuilder _history = new();

    [Fact]
    public void Check_OrderlyRollout_Passes()
    {
        Deploy();
        Size("new", "2", 1);
        Size("old", "1", 3);
        Size("new", "2", 1, available: 1);
        Size("old", "1", 2);
        Size("old", "1", 2, available: 2);
        Size("new", "2", 2);
        AssertNothing<DeploymentCheck>();
    }

    [Fact]
    public void Check_MoreThanSurge_IsFound()
    {
        Deploy();
        Size("new", "2", 2);
        AssertFound<DeploymentCheck>("which makes 6 pods");
    }

    [Fact]
    public void Check_AvailablePodsTakenAway_IsFound()
    {
        Deploy();
        Size("new", "2", 1);
        Size("old", "1", 2);
        AssertFound<DeploymentCheck>("which leaves 2 available pods");
    }

    [Fact]
    public void Check_UnavailablePodsTakenAway_Passes()
    {
        Deploy();
        Size("old", "1", 4, available: 2);
        _history.Pass(60);
        Size("old", "1", 2, available: 2);
        AssertNothing<DeploymentCheck>();
    }

    [Fact]
    public void Check_DeploymentMadeSmaller_MayBeAboveAndBelow()
    {
        Deploy();
        Size("new", "2", 1);
        _history.Put("apps/deployments", "web", """{"spec":{"replicas":1}}""");
        _history.Pass(60);
        Size("old", "1", 1);
        AssertNothing<DeploymentCheck>();
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public void Check_RecreateBeforeTheOldAreGone_IsFound(bool gone, int violations)
    {
        Deploy("""{"type":"Recreate","rollingUpdate":null}""");
        _history.Put("pods", "p", $$$"""{"metadata":{"ownerReferences":[{"uid":"{{{_history.Uid("apps/replicasets", "old")}}}","controller":true}]} }""");
        Size("old", "1", 0, available: 0);
        if (gone)
            _history.Remove("pods", "p");
        Size("new", "2", 4);
        Assert.Equal(violations, HistoryBuilder.Check<DeploymentCheck>(_history).Count);
    }

    [Fact]
    public void Check_RecreatePausedBeforeTheOldAreGone_Passes()
    {
        Deploy("""{"type":"Recreate","rollingUpdate":null}""");
        _history.Put("pods", "p", $$$"""{"metadata":{"ownerReferences":[{"uid":"{{{_history.Uid("apps/replicasets", "old")}}}","controller":true}]} }""");
        Size("old", "1", 0, available: 0);
        _history.Put("apps/deployments", "web", """{"spec":{"paused":true}}""");
        Size("new", "2", 4);
        AssertNothing<DeploymentCheck>();
    }

    [Fact]
    public void Check_ReplicaSetWithinItsNumber_Passes()
    {
        Deploy();
        Own("a", "b", "c", "d");
        _history.Put("pods", "a", """{"status":{"phase":"Failed"}}""");
        _history.Put("pods", "b", """{"metadata":{"deletionTimestamp":"2030-01-01T00:00:00Z"}}""");
        Own("e", "f");
        AssertNothing<ReplicaSetCheck>();
    }

    [Fact]
    public void Check_ReplicaSetWithTooMany_IsFound()
    {
        Deploy();
        Own("a", "b", "c", "d", "e");
        AssertFound<ReplicaSetCheck>("is the 5th pod");
    }

    private void Deploy(string strategy = """{"type":"RollingUpdate","rollingUpdate":{"maxSurge":"25%","maxUnavailable":1}}""")
    {
        _history.Put("apps/deployments", "web", $$$"""{"spec":{"replicas":4,"strategy":{{{strategy}}},"template":{"image":"1"} } }""");
        Size("old", "1", 4, available: 4);
        _history.Put("apps/deployments", "web", """{"spec":{"template":{"image":"2"}}}""");
        _history.Pass(60);
    }

    private void Size(string set, string image, int replicas, int? available = null) => _history.Put("apps/replicasets", set, $$$"""
        {
          "metadata": {
            "annotations": { "deployment.kubernetes.io/desired-replicas": "4" },
            "ownerReferences": [ { "uid": "{{{_history.Uid("apps/deployments", "web")}}}", "controller": true } ]
          },
          "spec": { "replicas": {{{replicas}}}, "template": { "image": "{{{image}}}", "hash": "h" } },
          "status": {{{(available is null ? "{}" : $"{{ \"availableReplicas\": {available} }}")}}}
        }
        """);

    private void Own(params string[] pods)
    {
        foreach (var pod in pods)
            _history.Put("pods", pod, $$$"""{"metadata":{"ownerReferences":[{"uid":"{{{_history.Uid("apps/replicasets", "old")}}}","controller":true}]} }""");
    }

    private void AssertNothing<T>()
        where T : IHistoryCheck => Assert.Empty(HistoryBuilder.Check<T>(_history));

    private void AssertFound<T>(string violation)
        where T : IHistoryCheck => Assert.Contains(violation, Assert.Single(HistoryBuilder.Check<T>(_history)));
}
