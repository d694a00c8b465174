using CloudOrchestrator.Simulation.Checks;

namespace CloudOrchestrator.Simulation.Tests.Checks;

public sealed class JobCheckTests
{
    private readonly HistoryBuilder _history = new();

    [Fact]
    public void Check_RunsAndEnds_Passes()
    {
        Begin(parallelism: 2, completions: 2);
        Run("a");
        Run("b");
        End("Complete", succeeded: 2);
        Assert.Empty(HistoryBuilder.Check<JobCheck>(_history));
    }

    [Fact]
    public void Check_MorePodsThanAllowed_IsFound()
    {
        Begin(parallelism: 1, completions: 2);
        Create("a");
        Create("b");
        AssertFound("is the 2th active pod");
    }

    [Fact]
    public void Check_PodAfterTheEnd_IsFound()
    {
        Begin(parallelism: 1, completions: 1);
        Run("a");
        End("Complete", succeeded: 1);
        Create("b");
        AssertFound("had ended as Complete");
    }

    [Theory]
    [InlineData(1, "says that 1 pods succeeded; 2 did")]
    [InlineData(3, "says that 3 pods succeeded; 2 did")]
    public void Check_CountedWrongly_IsFound(int said, string violation)
    {
        Begin(parallelism: 2, completions: 2);
        Run("a");
        Run("b");
        End("Complete", said);
        AssertFound(violation);
    }

    [Fact]
    public void Check_CompleteTooEarly_IsFound()
    {
        Begin(parallelism: 2, completions: 3);
        Run("a");
        End("Complete", succeeded: 1);
        AssertFound("is complete with 1 of 3");
    }

    [Fact]
    public void Check_MoreSuccessesThanWanted_IsFound()
    {
        Begin(parallelism: 2, completions: 1);
        Run("a");
        Run("b");
        End("Complete", succeeded: 2);
        AssertFound("and asked for 1");
    }

    [Fact]
    public void Check_EndedTwice_IsFound()
    {
        Begin(parallelism: 1, completions: 1);
        End("Failed", succeeded: 0);
        End("Complete", succeeded: 0);
        AssertFound("ended as Complete, and before as Failed");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Check_SucceededWhileGivenUp_MayCountAsFailed(bool before)
    {
        Begin(parallelism: 2, completions: 2);
        Create("a");
        if (before)
            Succeed("a");
        GiveUp("a");
        if (!before)
            Succeed("a");
        End("Failed", succeeded: 0);
        Assert.Empty(HistoryBuilder.Check<JobCheck>(_history));
    }

    [Fact]
    public void Check_SucceededLongBeforeItWasGivenUp_IsFound()
    {
        Begin(parallelism: 2, completions: 2);
        Run("a");
        _history.Pass(60);
        GiveUp("a");
        End("Failed", succeeded: 0);
        AssertFound("says that 0 pods succeeded; 1 did");
    }

    private void Begin(int parallelism, int completions) =>
        _history.Put("batch/jobs", "job", $$$"""{"spec":{"parallelism":{{{parallelism}}},"completions":{{{completions}}}}}""");

    private void Create(string name) =>
        _history.Put("pods", name, $$$"""{"metadata":{"ownerReferences":[{"kind":"Job","name":"job","uid":"{{{_history.Uid("batch/jobs", "job")}}}","controller":true}]}}""");

    private void Run(string name)
    {
        Create(name);
        Succeed(name);
    }

    private void Succeed(string name) => _history.Put("pods", name, """{"status":{"phase":"Succeeded"}}""");

    private void GiveUp(string name) => _history.Put("batch/jobs", "job", $$$"""
        {"status":{"conditions":[{"type":"FailureTarget","status":"True"}],"uncountedTerminatedPods":{"failed":["{{{_history.Uid("pods", name)}}}"] } } }
        """);

    private void End(string type, int succeeded) => _history.Put(
        "batch/jobs", "job", $$$"""{"status":{"succeeded":{{{succeeded}}},"conditions":[{"type":"{{{type}}}","status":"True"}]}}""");

    private void AssertFound(string violation) => Assert.Contains(violation, string.Join('\n', HistoryBuilder.Check<JobCheck>(_history)));
}
