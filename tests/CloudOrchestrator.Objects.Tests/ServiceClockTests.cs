using CloudOrchestrator.Testing;

namespace CloudOrchestrator.Objects.Tests;

public sealed class ServiceClockTests
{
    private readonly ManualTimeProvider _local = new();

    [Theory]
    [InlineData(0.9)]
    [InlineData(-1.2)]
    public void Observe_DifferenceWithinWhatTheHeaderTells_KeepsTheLocalClock(double seconds)
    {
        var clock = new ServiceClock(_local, TimeSpan.FromSeconds(2));
        clock.Observe(_local.GetUtcNow().AddSeconds(seconds), _local.GetTimestamp());
        Assert.Equal(_local.GetUtcNow(), clock.GetUtcNow());
    }

    [Theory]
    [InlineData(180)]
    [InlineData(-300)]
    public void Observe_ClockMinutesOff_FollowsTheService(double seconds)
    {
        var clock = new ServiceClock(_local, TimeSpan.FromSeconds(2));
        clock.Observe(_local.GetUtcNow().AddSeconds(seconds), _local.GetTimestamp());
        Assert.InRange((clock.GetUtcNow() - _local.GetUtcNow()).TotalSeconds, seconds - 2, seconds + 2);
        var offset = clock.Offset;
        _local.Advance(TimeSpan.FromSeconds(10));
        clock.Observe(_local.GetUtcNow().AddSeconds(seconds + 0.7), _local.GetTimestamp());
        Assert.Equal(offset, clock.Offset);
    }

    [Fact]
    public void Observe_LocalClockSetRight_FollowsItAgain()
    {
        var clock = new ServiceClock(_local, TimeSpan.FromSeconds(2));
        clock.Observe(_local.GetUtcNow().AddMinutes(5), _local.GetTimestamp());
        clock.Observe(_local.GetUtcNow(), _local.GetTimestamp());
        Assert.Equal(TimeSpan.Zero, clock.Offset);
    }

    [Fact]
    public void Observe_AnswerWasLongUnderWay_TellsNothing()
    {
        var clock = new ServiceClock(_local, TimeSpan.FromSeconds(2));
        var sent = _local.GetTimestamp();
        _local.Advance(TimeSpan.FromSeconds(3));
        Assert.False(clock.Observe(_local.GetUtcNow().AddMinutes(5), sent));
        Assert.Equal(TimeSpan.Zero, clock.Offset);
        sent = _local.GetTimestamp();
        _local.Advance(TimeSpan.FromSeconds(1));
        Assert.True(clock.Observe(_local.GetUtcNow().AddMinutes(5), sent));
    }
}
