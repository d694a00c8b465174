using CloudOrchestrator.Simulation.Checks;

namespace CloudOrchestrator.Simulation.Tests.Checks;

public sealed class DeletionCheckTests
{
    private const string Terminating = """{"metadata":{"deletionTimestamp":"2030-01-01T00:00:00Z"}}""";
    private readonly HistoryBuilder _history = new();

    public DeletionCheckTests() => _history.Put("namespaces", "default");

    [Fact]
    public void Check_OrderlyDeletion_Passes()
    {
        _history.Put("configmaps", "a", """{"metadata":{"finalizers":["x/y"]}}""");
        _history.Put("configmaps", "a", Terminating);
        _history.Put("configmaps", "a", """{"metadata":{"finalizers":null}}""");
        _history.Remove("configmaps", "a");
        _history.Put("configmaps", "held", """{"metadata":{"finalizers":["x/y"],"deletionTimestamp":"2030-01-01T00:00:00Z"}}""");
        _history.Put("secrets", "owned", Owned("configmaps", "held"));
        Rest();
        AssertNothing();
    }

    [Fact]
    public void Check_FinalizerIgnored_IsFound()
    {
        _history.Put("configmaps", "a", """{"metadata":{"finalizers":["x/y"]}}""");
        _history.Remove("configmaps", "a");
        AssertFound("with finalizers x/y");
    }

    [Fact]
    public void Check_OwnerGoneBeforeWhatBlocksIt_IsFound()
    {
        _history.Put("configmaps", "owner", """{"metadata":{"finalizers":["foregroundDeletion"],"deletionTimestamp":"2030-01-01T00:00:00Z"}}""");
        _history.Put("secrets", "owned", Owned("configmaps", "owner"));
        _history.Remove("configmaps", "owner", stored => stored["metadata"]!.AsObject().Remove("finalizers"));
        AssertFound("in the foreground before");
    }

    [Fact]
    public void Check_NamespaceGoneWithContent_IsFound()
    {
        _history.Put("configmaps", "a");
        _history.Remove("namespaces", "default");
        AssertFound("with configmaps default/a");
    }

    [Fact]
    public void Check_LeftInNoNamespace_IsFound()
    {
        _history.Put("configmaps", "a", space: "nowhere");
        Rest();
        AssertFound("in a namespace that is gone");
    }

    [Fact]
    public void Check_DependentForgotten_IsFound()
    {
        _history.Put("configmaps", "owner");
        _history.Put("secrets", "owned", Owned("configmaps", "owner"));
        _history.Remove("configmaps", "owner");
        Rest();
        AssertFound("though all its owners are gone");
    }

    [Fact]
    public void Check_NeverGone_IsFound()
    {
        _history.Put("configmaps", "a", Terminating);
        Rest();
        AssertFound("only waits to go");
    }

    [Theory]
    [InlineData("True", 1)]
    [InlineData("False", 0)]
    public void Check_PodNeverGone_OnlyItsNodeCanTell(string ready, int violations)
    {
        _history.Put("nodes", "node-0", $$$"""{"status":{"conditions":[{"type":"Ready","status":"{{{ready}}}"}]}}""");
        _history.Put("pods", "a", """{"metadata":{"deletionTimestamp":"2030-01-01T00:00:00Z"},"spec":{"nodeName":"node-0"}}""");
        Rest();
        Assert.Equal(violations, HistoryBuilder.Check<DeletionCheck>(_history).Count);
    }

    private void Rest()
    {
        _history.History.HealedStep = _history.Next();
        _history.History.CalmSince = _history.Now;
        _history.Pass(3600);
        _history.Put("namespaces", "default", """{"status":{"phase":"Active"}}""");
    }

    private string Owned(string stream, string name) =>
        $$$"""{"metadata":{"ownerReferences":[{"uid":"{{{_history.Uid(stream, name)}}}","blockOwnerDeletion":true}]}}""";

    private void AssertNothing() => Assert.Empty(HistoryBuilder.Check<DeletionCheck>(_history));

    private void AssertFound(string violation) => Assert.Contains(violation, Assert.Single(HistoryBuilder.Check<DeletionCheck>(_history)));
}
