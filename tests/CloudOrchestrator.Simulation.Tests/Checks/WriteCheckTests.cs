using CloudOrchestrator.Simulation.Checks;

namespace CloudOrchestrator.Simulation.Tests.Checks;

public sealed class WriteCheckTests
{
    private const string One = """{"data":{"x":"1"}}""";
    private const string Two = """{"data":{"x":"2"}}""";
    private readonly HistoryBuilder _history = new();

    [Fact]
    public void Check_EveryAnswerIsRight_Passes()
    {
        Do(HistoryVerb.Create, One, () => _history.Put("configmaps", "a", One));
        Do(HistoryVerb.Update, Two, () => _history.Put("configmaps", "a", Two), version: "1");
        Do(HistoryVerb.Patch, Two, () => 2);
        _history.Answer(_history.Ask(HistoryVerb.Update, "configmaps", "a", One, version: "1"), refusal: "Conflict");
        _history.Answer(_history.Ask(HistoryVerb.Create, "configmaps", "a", One), refusal: "AlreadyExists");
        var delete = _history.Ask(HistoryVerb.Delete, "configmaps", "a");
        _history.Remove("configmaps", "a");
        _history.Answer(delete);
        _history.Answer(_history.Ask(HistoryVerb.Delete, "configmaps", "a"), refusal: "NotFound");
        Assert.Empty(HistoryBuilder.Check<WriteCheck>(_history));
    }

    [Fact]
    public void Check_AcknowledgedAndLost_IsFound()
    {
        Do(HistoryVerb.Create, One, () => 7);
        AssertFound("where the log holds nothing");
    }

    [Fact]
    public void Check_StoredOtherThanSent_IsFound()
    {
        Do(HistoryVerb.Create, One, () => _history.Put("configmaps", "a", Two));
        AssertFound("does not say what was sent");
    }

    [Fact]
    public void Check_PreconditionForgotten_IsFound()
    {
        _history.Put("configmaps", "a");
        _history.Put("configmaps", "a", One);
        Do(HistoryVerb.Update, Two, () => _history.Put("configmaps", "a", Two), version: "1");
        AssertFound("asked for resourceVersion 1 and was stored as");
    }

    [Fact]
    public void Check_UidForgotten_IsFound()
    {
        _history.Put("configmaps", "a");
        Do(HistoryVerb.Update, Two, () => _history.Put("configmaps", "a", Two), uid: "another");
        AssertFound("asked for uid another");
    }

    [Fact]
    public void Check_CreatedTwice_IsFound()
    {
        _history.Put("configmaps", "a");
        Do(HistoryVerb.Create, One, () => _history.Put("configmaps", "a", One));
        AssertFound("existed");
    }

    [Fact]
    public void Check_TwoAnswersForOneRecord_IsFound()
    {
        _history.Put("configmaps", "a", One);
        var first = _history.Ask(HistoryVerb.Update, "configmaps", "a", Two, version: "1");
        var second = _history.Ask(HistoryVerb.Update, "configmaps", "a", Two, version: "1");
        _history.Put("configmaps", "a", Two);
        _history.Answer(first, 2);
        _history.Answer(second, 2);
        AssertFound("were both acknowledged as");
    }

    [Fact]
    public void Check_TheSameSaidTwice_Passes()
    {
        _history.Put("configmaps", "a", One);
        var first = _history.Ask(HistoryVerb.Patch, "configmaps", "a", Two);
        var second = _history.Ask(HistoryVerb.Patch, "configmaps", "a", Two);
        _history.Put("configmaps", "a", Two);
        _history.Answer(first, 2);
        _history.Answer(second, 2);
        Assert.Empty(HistoryBuilder.Check<WriteCheck>(_history));
    }

    [Fact]
    public void Check_AnsweredBeforeItWasStored_IsFound()
    {
        var create = _history.Ask(HistoryVerb.Create, "configmaps", "a", One);
        _history.Answer(create, 1, "configmaps-a-2");
        _history.Put("configmaps", "a", One);
        AssertFound("was acknowledged before");
    }

    [Fact]
    public void Check_NothingDeleted_IsFound()
    {
        _history.Put("configmaps", "a");
        _history.Answer(_history.Ask(HistoryVerb.Delete, "configmaps", "a"));
        AssertFound("neither was the object removed nor marked");
    }

    [Theory]
    [InlineData(HistoryVerb.Update, "NotFound", null, "was there all the time")]
    [InlineData(HistoryVerb.Update, "Conflict", "1", "at resourceVersion 1 all the time")]
    public void Check_RefusedForNoReason_IsFound(HistoryVerb verb, string reason, string? version, string violation)
    {
        _history.Put("configmaps", "a");
        _history.Answer(_history.Ask(verb, "configmaps", "a", One, version), refusal: reason);
        AssertFound(violation);
    }

    [Fact]
    public void Check_ExistingThoughNot_IsFound()
    {
        _history.Answer(_history.Ask(HistoryVerb.Create, "configmaps", "a", One), refusal: "AlreadyExists");
        AssertFound("there was no such object");
    }

    private void Do(HistoryVerb verb, string body, Func<long> store, string? version = null, string? uid = null)
    {
        var operation = _history.Ask(verb, "configmaps", "a", body, version, uid);
        _history.Answer(operation, store());
    }

    private void AssertFound(string violation) => Assert.Contains(violation, string.Join('\n', HistoryBuilder.Check<WriteCheck>(_history)));
}
