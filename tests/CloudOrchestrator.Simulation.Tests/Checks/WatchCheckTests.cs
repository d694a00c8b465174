using CloudOrchestrator.Simulation.Checks;

namespace CloudOrchestrator.Simulation.Tests.Checks;

public sealed class WatchCheckTests
{
    private readonly HistoryBuilder _history = new();

    public WatchCheckTests()
    {
        _history.Put("configmaps", "a", """{"metadata":{"labels":{"app":"x"}}}""");
        _history.Put("configmaps", "b");
        _history.Put("configmaps", "a", """{"data":{}}""");
        _history.Put("configmaps", "a", """{"metadata":{"labels":{"app":"y"}}}""");
        _history.Remove("configmaps", "b");
    }

    [Fact]
    public void Check_EveryEventOnce_Passes()
    {
        var watch = _history.Watch("configmaps", "1");
        Deliver(watch, "ADDED b 2", "MODIFIED a 3", "BOOKMARK - 3", "MODIFIED a 4");
        Deliver(_history.Watch("configmaps", "4"), "DELETED b 5", "BOOKMARK - 5");
        AssertNothing();
    }

    [Fact]
    public void Check_FromState_Passes()
    {
        Deliver(_history.Watch("configmaps", "0"), "ADDED a 1", "ADDED b 2", "MODIFIED a 3", "MODIFIED a 4");
        Deliver(_history.Watch("configmaps", "0"), "ADDED a 4", "ADDED b 2", "DELETED b 5");
        Deliver(_history.Watch("configmaps", null), "ADDED a 4");
        AssertNothing();
    }

    [Fact]
    public void Check_Selected_AppearsAndDisappears()
    {
        Deliver(_history.Watch("configmaps", "1", "app=x"), "MODIFIED a 3", "DELETED a 4");
        Deliver(_history.Watch("configmaps", "1", "app=y"), "ADDED a 4");
        AssertNothing();
    }

    [Theory]
    [InlineData("skipped", "ADDED b 2", "MODIFIED a 4")]
    [InlineData("repeated", "ADDED b 2", "ADDED b 2")]
    [InlineData("out of order", "MODIFIED a 3", "ADDED b 2")]
    [InlineData("going back", "ADDED a 1")]
    [InlineData("wrong type", "MODIFIED b 2")]
    public void Check_WrongEvents_AreFound(string what, params string[] events)
    {
        Deliver(_history.Watch("configmaps", "1"), events);
        Assert.True(HistoryBuilder.Check<WatchCheck>(_history) is [var violation] && violation.Contains("comes next", StringComparison.Ordinal), what);
    }

    [Fact]
    public void Check_WrongUid_IsFound()
    {
        _history.Deliver(_history.Watch("configmaps", "1"), "ADDED", "b", 2, "another");
        AssertFound("comes next");
    }

    [Fact]
    public void Check_StateOfNoMoment_IsFound()
    {
        Deliver(_history.Watch("configmaps", "0"), "ADDED b 2", "ADDED a 3");
        AssertFound("comes next");
    }

    [Fact]
    public void Check_OldStateForAFreshWatch_IsFound()
    {
        Deliver(_history.Watch("configmaps", null), "ADDED a 1", "ADDED b 2");
        AssertFound("as they were at any revision from 5 on");
    }

    [Fact]
    public void Check_BookmarkAhead_IsFound()
    {
        Deliver(_history.Watch("configmaps", "1"), "BOOKMARK - 2");
        AssertFound("promises that all has come");
    }

    [Fact]
    public void Check_BookmarkGoesBack_IsFound()
    {
        Deliver(_history.Watch("configmaps", "1"), "ADDED b 2", "BOOKMARK - 1");
        AssertFound("goes back");
    }

    [Fact]
    public void Check_EventFromTheFuture_IsFound()
    {
        var watch = _history.Watch("configmaps", "5");
        Deliver(watch, "BOOKMARK - 6");
        _history.Put("configmaps", "c");
        AssertFound("before revision 6 was stored");
    }

    [Fact]
    public void Check_SentAwayTooEarly_IsFound()
    {
        var watch = _history.Watch("configmaps", "2");
        (watch.EndedStep, watch.EndedBecause) = (_history.Next(), "Expired");
        AssertFound("was young");
    }

    [Fact]
    public void Check_NeverDelivered_IsFound()
    {
        Deliver(_history.Watch("configmaps", "1"), "ADDED b 2");
        Calm();
        AssertFound("never delivered");
    }

    [Fact]
    public void Check_NeverDeliveredAnything_IsFound()
    {
        var watch = _history.Watch("configmaps", null);
        Calm();
        AssertNothing();
        _history.Put("configmaps", "c");
        (watch.EndedStep, watch.EndedAt, watch.EndedBecause) = (_history.Next(), _history.Now, "closed");
        AssertNothing();
        _history.Pass(120);
        watch.EndedAt = _history.Now;
        AssertFound("never delivered ADDED default/c");
    }

    [Fact]
    public void Check_DeliveredLate_IsFound()
    {
        var watch = _history.Watch("configmaps", "5");
        Calm();
        var revision = _history.Put("configmaps", "c");
        _history.Pass(10);
        _history.Deliver(watch, "ADDED", "c", revision);
        AssertFound("after it was stored");
    }

    [Fact]
    public void Check_DeliveredLateWhileThereAreFaults_Passes()
    {
        var watch = _history.Watch("configmaps", "5");
        var revision = _history.Put("configmaps", "c");
        _history.Pass(10);
        _history.Deliver(watch, "ADDED", "c", revision);
        Calm();
        AssertNothing();
    }

    [Fact]
    public void Check_ByNameAndNode_ExpectsNothingElse()
    {
        _history.Put("pods", "p", """{"spec":{}}""");
        _history.Put("pods", "p", """{"spec":{"nodeName":"node-0"}}""");
        _history.Put("pods", "q", """{"spec":{"nodeName":"node-1"}}""");
        _history.Remove("pods", "p");
        Deliver(_history.Watch("pods", "1", node: "node-0"), "ADDED p 2", "DELETED p 4");
        Deliver(_history.Watch("pods", "1", name: "q"), "ADDED q 3");
        Calm();
        AssertNothing();
    }

    private void Calm()
    {
        _history.History.CalmSince = _history.Now;
        _history.Pass(120);
        _history.Put("secrets", "s");
    }

    private void Deliver(HistoryWatch watch, params string[] events)
    {
        foreach (var item in events.Select(text => text.Split(' ')))
            _history.Deliver(watch, item[0], item[1], long.Parse(item[2]));
    }

    private void AssertNothing() => Assert.Empty(HistoryBuilder.Check<WatchCheck>(_history));

    private void AssertFound(string violation) => Assert.Contains(violation, string.Join('\n', HistoryBuilder.Check<WatchCheck>(_history)));
}
