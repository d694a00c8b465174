using CloudOrchestrator.Controllers.Reconciling;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Testing;
using CloudOrchestrator.WorkQueues;

namespace CloudOrchestrator.Controllers.Tests.Reconciling;

public sealed class PacingTests
{
    private static readonly WorkItem Item = new("test", new ObjectKey("default", "web"));

    [Fact]
    public void Wait_DecisionTookLong_HoldsTheKeyBackForAWhile()
    {
        var time = new ManualTimeProvider();
        var pacing = new Pacing(time);

        pacing.Note(Item, TimeSpan.FromMilliseconds(1));
        Assert.Null(pacing.Wait(Item));
        pacing.Note(Item, TimeSpan.FromMilliseconds(20));
        Assert.Equal(TimeSpan.FromMilliseconds(100), pacing.Wait(Item));
        time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Null(pacing.Wait(Item));
    }
}
