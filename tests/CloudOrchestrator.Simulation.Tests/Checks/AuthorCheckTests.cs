using CloudOrchestrator.Simulation.Checks;

namespace CloudOrchestrator.Simulation.Tests.Checks;

public sealed class AuthorCheckTests
{
    private readonly HistoryBuilder _history = new();

    [Fact]
    public void Check_UnknownOutcomesHappenOrNot_Passes()
    {
        var create = _history.Ask(HistoryVerb.Create, "configmaps", "a", Value(1));
        _history.Answer(create, _history.Put("configmaps", "a", Value(1)));

        // The first of these could have written either state, the second only the first; the last never happened.
        _history.Ask(HistoryVerb.Patch, "configmaps", "a", """{"data":{"x":"2"}}""");
        _history.Ask(HistoryVerb.Patch, "configmaps", "a", """{"data":{"x":"2","y":"3"}}""");
        _history.Ask(HistoryVerb.Patch, "configmaps", "a", """{"data":{"x":"0","y":null}}""");
        _history.Ask(HistoryVerb.Patch, "configmaps", "a", Value(9));
        _history.Put("configmaps", "a", """{"data":{"x":"2","y":"3"}}""");
        _history.Put("configmaps", "a", """{"data":{"x":"0","y":null}}""");
        _history.Put("configmaps", "a", """{"data":{"x":"2"}}""");
        Assert.Empty(HistoryBuilder.Check<AuthorCheck>(_history));
    }

    [Fact]
    public void Check_RefusedWriteShows_IsFound()
    {
        var refused = _history.Ask(HistoryVerb.Create, "configmaps", "a", Value(1));
        _history.Put("configmaps", "a", Value(1));
        _history.Answer(refused, refusal: "Forbidden");
        Assert.Contains("was refused (Forbidden), and", Assert.Single(HistoryBuilder.Check<AuthorCheck>(_history)));
    }

    [Fact]
    public void Check_WriteTakesEffectTwice_IsFound()
    {
        _history.Ask(HistoryVerb.Create, "configmaps", "a", Value(1));
        _history.Put("configmaps", "a", Value(1));
        _history.Remove("configmaps", "a");
        _history.Put("configmaps", "a", Value(1));
        Assert.Contains("was written by no user who could have", Assert.Single(HistoryBuilder.Check<AuthorCheck>(_history)));
    }

    [Fact]
    public void Check_ChangeOutOfNothing_IsFound()
    {
        _history.Answer(_history.Ask(HistoryVerb.Create, "apps/deployments", "a", """{"spec":{"replicas":1}}"""), _history.Put("apps/deployments", "a", """{"spec":{"replicas":1}}"""));
        _history.Put("apps/deployments", "a", """{"spec":{"replicas":5}}""");
        Assert.Contains("was written by no user who could have", Assert.Single(HistoryBuilder.Check<AuthorCheck>(_history)));
    }

    private static string Value(int value) => $$$"""{"data":{"x":"{{{value}}}"}}""";
}
