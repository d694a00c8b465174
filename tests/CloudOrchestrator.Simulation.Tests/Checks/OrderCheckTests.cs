using CloudOrchestrator.Simulation.Checks;

namespace CloudOrchestrator.Simulation.Tests.Checks;

public sealed class OrderCheckTests
{
    private readonly HistoryBuilder _history = new();

    [Fact]
    public void Check_ObjectLivesTwice_Passes()
    {
        _history.Put("configmaps", "a");
        _history.Put("configmaps", "a", """{"data":{"x":"1"}}""");
        _history.Remove("configmaps", "a");
        _history.Put("configmaps", "a");
        Assert.Empty(HistoryBuilder.Check<OrderCheck>(_history));
    }

    [Fact]
    public void Check_RevisionUsedTwice_IsFound()
    {
        _history.Put("configmaps", "a");
        _history.Put("configmaps", "b");
        _history.History.Records[1] = _history.History.Records[1] with { Revision = 1 };
        Assert.Contains("is record 2 of its stream", string.Join('\n', HistoryBuilder.Check<OrderCheck>(_history)));
    }

    [Theory]
    [InlineData("resourceVersion", "\"7\"", "says resourceVersion 7")]
    [InlineData("uid", "\"other\"", "changed its uid")]
    [InlineData("creationTimestamp", "\"2001-01-01T00:00:00Z\"", "changed its creation time")]
    [InlineData("generation", "1", "lowered its generation")]
    public void Check_ChangedWhatMustStay_IsFound(string field, string value, string violation)
    {
        _history.Put("configmaps", "a", """{"metadata":{"generation":2}}""");
        _history.Put("configmaps", "a", spoil: stored => stored["metadata"]![field] = System.Text.Json.Nodes.JsonNode.Parse(value));
        Assert.Contains(violation, Assert.Single(HistoryBuilder.Check<OrderCheck>(_history)));
    }

    [Fact]
    public void Check_UidOfAnother_IsFound()
    {
        _history.Put("configmaps", "a");
        _history.Put("configmaps", "b", spoil: stored => stored["metadata"]!["uid"] = _history.Uid("configmaps", "a"));
        Assert.Contains("has the uid of", Assert.Single(HistoryBuilder.Check<OrderCheck>(_history)));
    }

    [Fact]
    public void Check_WrongPredecessor_IsFound()
    {
        _history.Put("configmaps", "a");
        _history.Put("configmaps", "a", """{"data":{}}""");
        _history.History.Records[1] = _history.History.Records[1] with { PreviousRevision = 0 };
        Assert.Contains("as the one before", Assert.Single(HistoryBuilder.Check<OrderCheck>(_history)));
    }
}
