using CloudOrchestrator.Emulators.Functions.Handlers;
using CloudOrchestrator.Testing;

namespace CloudOrchestrator.Emulators.Tests.Functions.Handlers;

public sealed class BillingMeterTests
{
    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData(2048, 10, 2.0)]
    [InlineData(2048, 1000, 2.0)]
    [InlineData(2048, 1001, 2.2)]
    [InlineData(512, 2500, 1.25)]
    [InlineData(4096, 60_000, 240.0)]
    public void Stretch_IsBilledInSteps(int memory, int milliseconds, double expected)
    {
        var meter = new BillingMeter(memory, _time);
        Run(meter, milliseconds);
        Assert.Equal(expected, meter.GigabyteSeconds, 6);
    }

    [Fact]
    public void Functions_AtOnce_AreBilledOnce()
    {
        var meter = new BillingMeter(1024, _time);
        meter.Enter();
        meter.Enter();
        _time.Advance(TimeSpan.FromSeconds(2));
        meter.Leave();
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(3.0, meter.GigabyteSeconds, 6);
        meter.Leave();
        Assert.Equal(3.0, meter.GigabyteSeconds, 6);
    }

    [Fact]
    public void Functions_OneAfterTheOther_AreBilledEach()
    {
        var meter = new BillingMeter(1024, _time);
        Run(meter, 10);
        Run(meter, 10);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2.0, meter.GigabyteSeconds, 6);
    }

    private void Run(BillingMeter meter, int milliseconds)
    {
        meter.Enter();
        _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        meter.Leave();
    }
}
