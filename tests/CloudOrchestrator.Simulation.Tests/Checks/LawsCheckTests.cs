using CloudOrchestrator.Simulation.Checks;

namespace CloudOrchestrator.Simulation.Tests.Checks;

public sealed class LawsCheckTests
{
    private readonly HistoryBuilder _history = new();

    [Fact]
    public void Check_ComesToRest_Passes()
    {
        _history.Put("configmaps", "a");
        _history.Put("configmaps", "a", """{"data":{}}""");
        _history.History.HealedStep = _history.Next();
        Write("coordination.k8s.io/leases", 500);
        Write("configmaps", 20);
        Assert.Empty(HistoryBuilder.Check<LawsCheck>(_history));
    }

    [Fact]
    public void Check_WriteOfNothing_IsFound()
    {
        _history.Put("configmaps", "a");
        _history.Put("configmaps", "a");
        AssertFound("says the same as");
    }

    [Fact]
    public void Check_EndlessWrites_AreFound()
    {
        _history.History.HealedStep = _history.Next();
        Write("configmaps", 500);
        AssertFound("was written 500 times after the faults");
    }

    [Fact]
    public void Check_NotConverged_IsFound()
    {
        _history.History.HealedStep = _history.Next();
        _history.History.NotConverged = "pods are missing";
        AssertFound("did not come to rest");
    }

    [Theory]
    [InlineData(5, 1)]
    [InlineData(300, 0)]
    public void Check_NodeThatOnlySaysThatItLives_MustSaySoSeldom(int interval, int found)
    {
        _history.History.HealedStep = _history.Next();
        for (var i = 0; i < 10; i++)
        {
            _history.Put("nodes", "a", $$$"""{"status":{"conditions":[{"type":"Ready","status":"True","lastHeartbeatTime":"{{{i}}}"}]}}""");
            _history.Pass(interval);
        }

        Assert.Equal(found, HistoryBuilder.Check<LawsCheck>(_history).Count(violation => violation.Contains("only to say that it lives", StringComparison.Ordinal)));
    }

    private void Write(string stream, int times)
    {
        for (var i = 0; i < times; i++)
            _history.Put(stream, "x", $$$"""{"data":{"x":"{{{i}}}"}}""");
    }

    private void AssertFound(string violation) => Assert.Contains(violation, Assert.Single(HistoryBuilder.Check<LawsCheck>(_history)));
}
