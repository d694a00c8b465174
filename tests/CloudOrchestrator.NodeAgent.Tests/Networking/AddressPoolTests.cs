using CloudOrchestrator.NodeAgent.Networking;

namespace CloudOrchestrator.NodeAgent.Tests.Networking;

public sealed class AddressPoolTests
{
    private readonly AddressPool _pool = new(AddressRange.Parse("10.244.1.0/29"));

    [Fact]
    public void Take_NewPool_BeginsAfterTheReservedAddresses() => Assert.Equal("10.244.1.2", _pool.Take("a"));

    [Fact]
    public void Take_SameOwner_GetsTheSameAddress() => Assert.Equal(_pool.Take("a"), _pool.Take("a"));

    [Fact]
    public void Take_AddressFreed_ComesBackAfterAllOthers()
    {
        _pool.Take("a");
        _pool.Free("a");
        string[] next = [_pool.Take("b"), _pool.Take("c"), _pool.Take("d"), _pool.Take("e"), _pool.Take("f")];
        Assert.Equal(["10.244.1.3", "10.244.1.4", "10.244.1.5", "10.244.1.6", "10.244.1.2"], next);
    }

    [Fact]
    public void Take_AllTaken_SaysSo()
    {
        foreach (var owner in (string[])["a", "b", "c", "d", "e"])
            _pool.Take(owner);
        var failure = Assert.Throws<AddressesExhaustedException>(() => _pool.Take("f"));
        Assert.Equal("no free address in 10.244.1.0/29: 5 are taken", failure.Message);
    }

    [Fact]
    public void TryKeep_AdoptedAddress_IsNotGivenAway()
    {
        Assert.True(_pool.TryKeep("old", "10.244.1.2"));
        Assert.True(_pool.TryKeep("old", "10.244.1.2"));
        Assert.False(_pool.TryKeep("other", "10.244.1.2"));
        Assert.False(_pool.TryKeep("stranger", "10.9.9.9"));
        Assert.Equal("10.244.1.3", _pool.Take("new"));
    }

    [Fact]
    public async Task Take_ManyAtOnce_GivesEachItsOwn()
    {
        var pool = new AddressPool(AddressRange.Parse("10.244.0.0/20"));
        var addresses = await Task.WhenAll(Enumerable.Range(0, 1000).Select(number => Task.Run(() => pool.Take($"{number}"))));
        Assert.Equal(1000, addresses.Distinct().Count());
    }
}
