using CloudOrchestrator.Testing;

namespace CloudOrchestrator.ControlPlaneHost.Tests;

public sealed class ServiceClockTests
{
    private readonly ManualTimeProvider _local = new();

    [Theory]
    [InlineData(0.9)]
    [InlineData(-1.2)]
    public void Observe_DifferenceWithinWhatTheHeaderTells_KeepsTheLocalClock(double seconds)
    {
        var clock = new ServiceClock(_local);
        clock.Observe(_local.GetUtcNow().AddSeconds(seconds), TimeSpan.FromMilliseconds(20));
        Assert.Equal(_local.GetUtcNow(), clock.GetUtcNow());
    }

    [Theory]
    [InlineData(180)]
    [InlineData(-300)]
    public void Observe_ClockMinutesOff_FollowsTheService(double seconds)
    {
        var clock = new ServiceClock(_local);
        clock.Observe(_local.GetUtcNow().AddSeconds(seconds), TimeSpan.FromMilliseconds(20));
        Assert.InRange((clock.GetUtcNow() - _local.GetUtcNow()).TotalSeconds, seconds - 2, seconds + 2);
        var offset = clock.Offset;
        _local.Advance(TimeSpan.FromSeconds(10));
        clock.Observe(_local.GetUtcNow().AddSeconds(seconds + 0.7), TimeSpan.FromMilliseconds(20));
        Assert.Equal(offset, clock.Offset);
    }

    [Fact]
    public void Observe_LocalClockSetRight_FollowsItAgain()
    {
        var clock = new ServiceClock(_local);
        clock.Observe(_local.GetUtcNow().AddMinutes(5), TimeSpan.Zero);
        clock.Observe(_local.GetUtcNow(), TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, clock.Offset);
    }
}
