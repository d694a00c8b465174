using CloudOrchestrator.Controllers.Reconciling;
using CloudOrchestrator.Objects;
using CloudOrchestrator.WorkQueues;

namespace CloudOrchestrator.Controllers.Tests.Reconciling;

public sealed class BackoffTests
{
    private static readonly WorkItem Item = new("test", new ObjectKey("default", "web"));

    [Fact]
    public void Next_FailingAgainAndAgain_GrowsToAMinute()
    {
        var backoff = new Backoff();
        var waits = Enumerable.Range(0, 100).Select(_ => backoff.Next(Item)).ToList();

        Assert.Equal([5, 10, 20], waits.Take(3).Select(wait => (int)wait.TotalMilliseconds));
        Assert.Equal(TimeSpan.FromMinutes(1), waits[^1]);
        Assert.Equal(waits, waits.Order());
        backoff.Forget(Item);
        Assert.Equal(5, backoff.Next(Item).TotalMilliseconds);
    }
}
