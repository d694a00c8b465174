using CloudOrchestrator.Controllers.Events;
using CloudOrchestrator.Kinds;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Testing;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.Controllers.Tests.Events;

public sealed class EventCorrelationTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly EventCorrelation _correlation;

    public EventCorrelationTests() => _correlation = new EventCorrelation(KindRegistry.BuiltIn(), _time);

    [Fact]
    public void Take_SameEventAgain_IsCounted()
    {
        var first = Take("web", "Pulled", "done");
        _time.Advance(TimeSpan.FromMinutes(6));
        var second = Take("web", "Pulled", "done");

        Assert.Same(first, second);
        var stored = second!.ToEvent();
        Assert.Equal((2, "done", "Normal"), (stored.Count, stored.Message, stored.Type));
        Assert.Equal(TimeSpan.FromMinutes(6), stored.LastTimestamp - stored.FirstTimestamp);
    }

    [Fact]
    public void Take_ManySimilarMessages_AreCombined()
    {
        var series = Enumerable.Range(0, 15).Select(i => Take("web", "SuccessfulCreate", $"Created pod: web-{i}")).ToList();

        Assert.Equal(9, series.Take(9).Distinct().Count());
        var combined = Assert.Single(series.Skip(9).Distinct())!;
        Assert.Equal("(combined from similar events): Created pod: web-9", combined.ToEvent().Message);
        Assert.Equal(6, combined.ToEvent().Count);
    }

    [Fact]
    public void Take_OneObjectFloods_IsHeldBackAndOthersAreNot()
    {
        for (var i = 0; i < 25; i++)
            Assert.NotNull(Take("web", $"Reason{i}", "x"));

        Assert.Null(Take("web", "OneTooMany", "x"));
        Assert.NotNull(Take("other", "Fine", "x"));
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.NotNull(Take("web", "Later", "x"));
    }

    [Fact]
    public void Take_SeveralAtOnce_HaveDifferentNames()
    {
        var names = Enumerable.Range(0, 5).Select(i => Take("web", $"Reason{i}", "x")!.Name).ToList();

        Assert.Equal(5, names.Distinct().Count());
        Assert.All(names, name => Assert.Matches("^web\\.[0-9a-f]{16}$", name));
    }

    [Fact]
    public void Take_ObjectWithoutKind_IsNamedByTheRegistry()
    {
        var node = Build.Node("a") with { Kind = null, ApiVersion = null };
        var told = _correlation.Take("node-controller", ObjectAction.RecordEvent.Normal(node, "NodeNotReady", "x"))!.ToEvent();

        Assert.Equal(("Node", "v1", "a", "default"), (told.InvolvedObject.Kind, told.InvolvedObject.ApiVersion, told.InvolvedObject.Name, told.Metadata.Namespace));
    }

    private EventSeriesState? Take(string pod, string reason, string message) => _correlation.Take("test", ObjectAction.RecordEvent.Normal(Build.Pod(pod), reason, message));
}
