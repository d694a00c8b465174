using CloudOrchestrator.Simulation.Checks;

namespace CloudOrchestrator.Simulation.Tests.Checks;

public sealed class PodIdentityCheckTests
{
    private readonly HistoryBuilder _history = new();

    [Fact]
    public void Check_OneAfterTheOther_Passes()
    {
        var run = Start("node-0");
        _history.Stop(run);
        _history.Stop(_history.Run("web", run.PodUid, "node-0"));
        _history.Remove("pods", "web");
        Start("node-1");
        Assert.Empty(HistoryBuilder.Check<PodIdentityCheck>(_history));
    }

    [Fact]
    public void Check_BoundTwice_IsFound()
    {
        Start("node-0");
        _history.Put("pods", "web", """{"spec":{"nodeName":"node-1"}}""");
        AssertFound("it was bound to node-0");
    }

    [Fact]
    public void Check_RunsElsewhere_IsFound()
    {
        var run = Start("node-0");
        _history.Stop(run);
        _history.Run("web", run.PodUid, "node-1");
        AssertFound("the pod is bound to node-0");
    }

    [Fact]
    public void Check_RunsUnbound_IsFound()
    {
        _history.Put("pods", "web");
        _history.Run("web", _history.Uid("pods", "web"), "node-1");
        AssertFound("before the pod was bound");
    }

    [Fact]
    public void Check_ContainerTwiceAtOnce_IsFound()
    {
        var run = Start("node-0");
        _history.Run("web", run.PodUid, "node-0");
        AssertFound("ran at once");
    }

    [Fact]
    public void Check_TwoOfOneName_IsFound()
    {
        Start("node-0");
        _history.Remove("pods", "web");
        Start("node-1");
        AssertFound("ran at once under one name");
    }

    [Theory]
    [InlineData("user-0", 0)]
    [InlineData("node-0", 1)]
    public void Check_TwoOfOneNameAfterForce_OnlyUsersMay(string user, int violations)
    {
        Start("node-0");
        _history.Ask(HistoryVerb.Delete, "pods", "web", """{"gracePeriodSeconds":0}""", user: user);
        _history.Remove("pods", "web");
        Start("node-1");
        Assert.Equal(violations, HistoryBuilder.Check<PodIdentityCheck>(_history).Count);
    }

    [Fact]
    public void Check_NodeWasDeleted_Passes()
    {
        _history.Put("nodes", "node-0");
        Start("node-0");
        _history.Remove("nodes", "node-0");
        _history.Remove("pods", "web");
        Start("node-1");
        Assert.Empty(HistoryBuilder.Check<PodIdentityCheck>(_history));
    }

    private HistoryRun Start(string node)
    {
        _history.Put("pods", "web");
        _history.Put("pods", "web", $$$"""{"spec":{"nodeName":"{{{node}}}"}}""");
        return _history.Run("web", _history.Uid("pods", "web"), node);
    }

    private void AssertFound(string violation) => Assert.Contains(violation, Assert.Single(HistoryBuilder.Check<PodIdentityCheck>(_history)));
}
