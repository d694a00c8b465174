using CloudOrchestrator.Simulation.Checks;

namespace CloudOrchestrator.Simulation.Tests.Checks;

public sealed class NodeCapacityCheckTests
{
    private readonly HistoryBuilder _history = new();

    [Fact]
    public void Check_FullButNotMore_Passes()
    {
        _history.Node("node-0", "1", "2");
        Bind("a", "600m");
        Bind("b", "400m");
        _history.Put("pods", "a", """{"status":{"phase":"Succeeded"}}""");
        Bind("c", "500m");
        _history.Remove("pods", "b");
        Bind("d", "500m");
        Assert.Empty(HistoryBuilder.Check<NodeCapacityCheck>(_history));
    }

    [Theory]
    [InlineData("1", "5", "cpu on node-0 to 1200m")]
    [InlineData("5", "1", "is the 2th pod on node-0")]
    public void Check_OneTooMany_IsFound(string cpu, string pods, string violation)
    {
        _history.Node("node-0", cpu, pods);
        Bind("a", "600m");
        Bind("b", "600m");
        Assert.Contains(violation, Assert.Single(HistoryBuilder.Check<NodeCapacityCheck>(_history)));
    }

    [Fact]
    public void Check_TooMuchMemory_IsFound()
    {
        _history.Node("node-0", "1", "5");
        Bind("a", "2Gi", "memory");
        Assert.Contains("memory on node-0", Assert.Single(HistoryBuilder.Check<NodeCapacityCheck>(_history)));
    }

    private void Bind(string name, string request, string resource = "cpu")
    {
        _history.Put("pods", name, $$$"""{"spec":{"containers":[{"resources":{"requests":{"{{{resource}}}":"{{{request}}}"} } }]} }""");
        _history.Put("pods", name, """{"spec":{"nodeName":"node-0"}}""");
    }
}
