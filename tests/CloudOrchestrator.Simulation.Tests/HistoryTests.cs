namespace CloudOrchestrator.Simulation.Tests;

public sealed class HistoryTests
{
    [Fact]
    public void Outcome_NothingIsKnownYet_Unknown()
    {
        var operation = new HistoryOperation
        {
            Id = 0,
            User = "user-0",
            Server = "api-0",
            Verb = HistoryVerb.Get,
            Stream = "pods",
            Key = new("default", "web"),
            InvokedStep = 1,
            InvokedAt = default,
        };
        Assert.Equal(HistoryOutcome.Unknown, operation.Outcome);
    }
}
