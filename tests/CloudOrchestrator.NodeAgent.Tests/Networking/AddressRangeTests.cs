using CloudOrchestrator.NodeAgent.Networking;

namespace CloudOrchestrator.NodeAgent.Tests.Networking;

public sealed class AddressRangeTests
{
    [Fact]
    public void Parse_HostBitsSet_BeginsAtTheNetwork()
    {
        var range = AddressRange.Parse("10.244.1.77/24");
        Assert.Equal("10.244.1.0/24", range.ToString());
        Assert.Equal(("10.244.1.0", "10.244.1.255", 256L), (range[0], range[255], range.Count));
    }

    [Theory]
    [InlineData("10.244.1.0")]
    [InlineData("10.244.1.0/33")]
    [InlineData("10.244.1.0/-1")]
    [InlineData("10.244.1/24")]
    [InlineData("fd00::/64")]
    [InlineData("x/24")]
    [InlineData(null)]
    public void TryParse_NoRange_IsFalse(string? text) => Assert.False(AddressRange.TryParse(text, out _));

    [Fact]
    public void OffsetOf_OutsideAddress_IsNull()
    {
        var range = AddressRange.Parse("10.244.255.0/24");
        Assert.Equal(255, range.OffsetOf("10.244.255.255"));
        Assert.Null(range.OffsetOf("10.245.0.0"));
        Assert.Null(range.OffsetOf("10.244.254.255"));
        Assert.Null(range.OffsetOf("not an address"));
        Assert.True(AddressRange.Parse("0.0.0.0/0").Contains("255.255.255.255"));
    }
}
