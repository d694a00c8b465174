using CloudOrchestrator.Simulation.Checks;

namespace CloudOrchestrator.Simulation.Tests.Checks;

public sealed class ReadCheckTests
{
    private readonly HistoryBuilder _history = new();

    [Fact]
    public void Check_StatesOfTheTime_Passes()
    {
        _history.Put("configmaps", "a");
        var get = _history.Ask(HistoryVerb.Get, "configmaps", "a");
        _history.Put("configmaps", "a", """{"data":{}}""");
        _history.Answer(get, 1);
        var list = _history.Ask(HistoryVerb.List, "configmaps", "");
        list.Listed = [new HistoryListed(new("default", "a"), _history.Uid("configmaps", "a"), "2")];
        _history.Answer(list, 2);
        var missing = _history.Ask(HistoryVerb.Get, "configmaps", "b");
        _history.Answer(missing, refusal: "NotFound");
        Assert.Empty(HistoryBuilder.Check<ReadCheck>(_history));
    }

    [Fact]
    public void Check_StaleGet_IsFound()
    {
        _history.Put("configmaps", "a");
        _history.Put("configmaps", "a", """{"data":{}}""");
        _history.Answer(_history.Ask(HistoryVerb.Get, "configmaps", "a"), 1);
        Assert.Contains("answered resourceVersion 1; between steps", Assert.Single(HistoryBuilder.Check<ReadCheck>(_history)));
    }

    [Fact]
    public void Check_GetOlderThanAskedFor_IsFound()
    {
        _history.Put("configmaps", "a");
        _history.Answer(_history.Ask(HistoryVerb.Get, "configmaps", "a", version: "5"), 1);
        Assert.Contains("at least 5 was asked for", Assert.Single(HistoryBuilder.Check<ReadCheck>(_history)));
    }

    [Fact]
    public void Check_NotFoundThoughThere_IsFound()
    {
        _history.Put("configmaps", "a");
        _history.Answer(_history.Ask(HistoryVerb.Get, "configmaps", "a"), refusal: "NotFound");
        Assert.Contains("there was one all the time", Assert.Single(HistoryBuilder.Check<ReadCheck>(_history)));
    }

    [Theory]
    [InlineData(1, "1", "had been stored before it was asked")]
    [InlineData(2, "1", "at revision 2 it was at 2")]
    [InlineData(9, "2", "was not stored yet")]
    public void Check_ListOfNoMoment_IsFound(int revision, string item, string violation)
    {
        _history.Put("configmaps", "a");
        _history.Put("configmaps", "a", """{"data":{}}""");
        var list = _history.Ask(HistoryVerb.List, "configmaps", "");
        list.Listed = [new HistoryListed(new("default", "a"), _history.Uid("configmaps", "a"), item)];
        _history.Answer(list, revision);
        Assert.Contains(violation, Assert.Single(HistoryBuilder.Check<ReadCheck>(_history)));
    }

    [Fact]
    public void Check_ListLeavesOut_IsFound()
    {
        _history.Put("configmaps", "a");
        var list = _history.Ask(HistoryVerb.List, "configmaps", "");
        list.Listed = [];
        _history.Answer(list, 1);
        Assert.Contains("left out default/a", Assert.Single(HistoryBuilder.Check<ReadCheck>(_history)));
    }
}
