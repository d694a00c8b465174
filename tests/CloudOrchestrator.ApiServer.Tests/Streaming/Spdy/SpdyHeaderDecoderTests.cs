using CloudOrchestrator.ApiServer.Streaming.Spdy;

namespace CloudOrchestrator.ApiServer.Tests.Streaming.Spdy;

public sealed class SpdyHeaderDecoderTests
{
    // Two blocks as zlib compresses them with the SPDY/3 dictionary and a sync flush after each.
    private const string FirstBlock = "78bbe3c6a7c202253a703a2b294a4dcc851625aca9a0808614cb45e01c6061606100a4398b20d198094ade8c0600000000ffff";
    private const string SecondBlock = "c2aa19540e2512d60b000000ffff";

    [Fact]
    public void Decode_TwoCompressedBlocks_SecondRefersToFirst()
    {
        using var decoder = new SpdyHeaderDecoder();

        var first = decoder.Decode(Convert.FromHexString(FirstBlock));
        var second = decoder.Decode(Convert.FromHexString(SecondBlock));

        Assert.Equal(new Dictionary<string, string> { ["streamtype"] = "error", ["port"] = "8080", ["requestid"] = "0" }, first);
        Assert.Equal(new Dictionary<string, string> { ["streamtype"] = "data", ["port"] = "8080", ["requestid"] = "0" }, second);
    }

    [Fact]
    public void Decode_WhatTheEncoderWrites_RoundTrips()
    {
        var encoder = new SpdyHeaderEncoder();
        using var decoder = new SpdyHeaderDecoder();
        for (var round = 0; round < 5; round++)
        {
            KeyValuePair<string, string>[] headers = [new("status", "200 OK"), new("round", $"{round}")];
            Assert.Equal(headers.ToDictionary(), decoder.Decode(encoder.Encode(headers)));
        }
    }

    [Fact]
    public void Encode_EveryBlock_EndsWithASyncFlush()
    {
        var encoder = new SpdyHeaderEncoder();
        for (var round = 0; round < 3; round++)
            Assert.Equal([0x00, 0x00, 0x00, 0xFF, 0xFF], encoder.Encode([new("round", $"{round}")])[^5..]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("789c00000000")]
    [InlineData("78bb00000000")]
    [InlineData("78bbe3c6a7c2")]
    [InlineData("78bbe3c6a7c2000400fbff7fffffff")]
    public void Decode_Malformed_ThrowsInvalidData(string hex)
    {
        using var decoder = new SpdyHeaderDecoder();
        Assert.Throws<InvalidDataException>(() => decoder.Decode(Convert.FromHexString(hex)));
    }
}
