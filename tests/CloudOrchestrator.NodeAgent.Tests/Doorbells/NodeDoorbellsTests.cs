using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Core.Services;
using CloudOrchestrator.NodeAgent.Doorbells;
using CloudOrchestrator.Testing;

namespace CloudOrchestrator.NodeAgent.Tests.Doorbells;

public sealed class NodeDoorbellsTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly NodeDoorbells _bells;

    public NodeDoorbellsTests() => _bells = new NodeDoorbells(kind => kind.Name.ToLowerInvariant() + "s", new DoorbellOptions(), _time);

    [Fact]
    public async Task Ring_OneStream_LetsOnlyItsFollowersThrough()
    {
        var pods = _bells.BellFor(typeof(Pod)).RungAsync(0, CancellationToken.None);
        var services = _bells.BellFor(typeof(Service)).RungAsync(0, CancellationToken.None);
        _bells.Ring(["pods", "leases"]);
        await pods.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.False(services.IsCompleted);
        Assert.Equal(0, _bells.BellFor(typeof(Service)).Rings);
    }

    [Fact]
    public async Task RungAsync_RungBefore_CompletesAtOnce()
    {
        var bell = _bells.BellFor(typeof(Pod));
        _bells.RingAll();
        Assert.True(bell.RungAsync(0, CancellationToken.None).IsCompletedSuccessfully);
        Assert.False(bell.RungAsync(1, CancellationToken.None).IsCompleted);
        await bell.RungAsync(0, CancellationToken.None);
    }

    [Fact]
    public async Task RungAsync_LostRing_HealsByItself()
    {
        var pods = _bells.BellFor(typeof(Pod)).RungAsync(0, CancellationToken.None);
        var services = _bells.BellFor(typeof(Service)).RungAsync(0, CancellationToken.None);
        _time.Advance(TimeSpan.FromMinutes(4.9));
        Assert.False(pods.IsCompleted);
        _time.Advance(TimeSpan.FromMinutes(0.7));
        await pods.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.False(services.IsCompleted);
        _time.Advance(TimeSpan.FromMinutes(62));
        await services.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task RungAsync_Cancelled_Throws()
    {
        using var stop = new CancellationTokenSource();
        var waiting = _bells.BellFor(typeof(Pod)).RungAsync(0, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Null(_time.UntilNextTimer);
    }
}
