using CloudOrchestrator.Objects;

namespace CloudOrchestrator.WorkQueues.Tests;

public sealed class ScheduleMemoryTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly WorkItem Item = new("controller", new ObjectKey("default", "a"));

    private readonly ScheduleMemory _memory = new(2, TimeSpan.FromSeconds(5));

    [Theory]
    [InlineData(20, 30, true)]
    [InlineData(20, 20, true)]
    [InlineData(20, 19, false)]
    [InlineData(5, 30, false)]
    public void Covers_ItemIsScheduled_WhenItComesSurelyAndNoLaterThanWanted(int due, int wanted, bool expected)
    {
        _memory.Remember(Item, At(due));
        Assert.Equal(expected, _memory.Covers(Item, At(wanted), Now));
    }

    [Fact]
    public void Covers_ItemIsScheduledAgain_TheLastTimeCounts()
    {
        _memory.Remember(Item, At(30));
        _memory.Remember(Item, At(20));
        _memory.Forget(At(20));
        Assert.False(_memory.Covers(Item, At(60), At(20)));
    }

    [Fact]
    public void Forget_MoreThanItMayHold_LetsTheEarliestGo()
    {
        for (var number = 1; number <= 3; number++)
            _memory.Remember(new WorkItem("controller", new ObjectKey("default", $"{number}")), At(10 * number));
        _memory.Forget(Now);
        Assert.Equal([false, true, true], Enumerable.Range(1, 3).Select(number =>
            _memory.Covers(new WorkItem("controller", new ObjectKey("default", $"{number}")), At(100), Now)));
    }

    [Theory]
    [InlineData(10.0, 10)]
    [InlineData(10.1, 15)]
    public void RoundUp_Time_IsOnTheRasterAndNotEarlier(double seconds, int expected) =>
        Assert.Equal(At(expected), ScheduleMemory.RoundUp(At(seconds), TimeSpan.FromSeconds(5)));

    private static DateTimeOffset At(double seconds) => Now.AddSeconds(seconds);
}
