namespace CloudOrchestrator.Objects.Tests;

public sealed class ObjectJsonReaderTests
{
    private static ResultOf<ParsedObject> Read(string json) => ObjectJsonReader.Read(Encoding.UTF8.GetBytes(json));

    [Fact]
    public void Read_Object_GivesMutableTree()
    {
        var parsed = Read("""{"a":{"b":[1,2.50,"x",null,true]},"c":9007199254740993}""").Require();
        Assert.Empty(parsed.DuplicateFields);
        Assert.Equal("""{"a":{"b":[1,2.50,"x",null,true]},"c":9007199254740993}""", parsed.Value.ToJsonString());
        Assert.Equal(9007199254740993, parsed.Value["c"]!.GetValue<long>());
        Assert.Equal(1, parsed.Value["a"]!["b"]![0]!.GetValue<int>());
        parsed.Value["a"]!["b"]!.AsArray().Add("y");
    }

    [Fact]
    public void Read_DuplicateKeys_LastWinsAndPathsAreReported()
    {
        var parsed = Read("""{"a":1,"s":{"l":[{"x":1,"x":2}]},"a":3}""").Require();
        Assert.Equal(["s.l[0].x", "a"], parsed.DuplicateFields);
        Assert.Equal("""{"a":3,"s":{"l":[{"x":2}]}}""", parsed.Value.ToJsonString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"a\":}")]
    [InlineData("{\"a\":1} x")]
    [InlineData("{\"a\":1}{}")]
    [InlineData("{\"a\":01}")]
    [InlineData("{'a':1}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("3")]
    [InlineData("{\"a\":\"\\ud800\"}")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("/* */{}")]
    [InlineData("]")]
    public void Read_Malformed_IsBadRequest(string json)
    {
        var error = Read(json).Error;
        Assert.Equal(400, error?.Code);
        Assert.StartsWith("couldn't get version/kind; json parse error: ", error?.Message);
    }

    [Fact]
    public void Read_InvalidUtf8_IsBadRequest() => Assert.Equal(400, ObjectJsonReader.Read([(byte)'{', (byte)'"', 0xff, (byte)'"', (byte)':', (byte)'1', (byte)'}']).Error?.Code);

    [Fact]
    public void Read_UnexpectedEnd_UsesGoWords() => Assert.EndsWith("unexpected end of JSON input", Read("{\"a\":").Error?.Message);

    [Theory]
    [InlineData(255, true)]
    [InlineData(256, false)]
    [InlineData(10_000, false)]
    [InlineData(1_000_000, false)]
    public void Read_DeepNesting_IsLimited(int depth, bool accepted)
    {
        var json = "{\"a\":" + string.Concat(Enumerable.Repeat("[", depth)) + string.Concat(Enumerable.Repeat("]", depth)) + "}";
        Assert.Equal(accepted ? null : 400, Read(json).Error?.Code);
    }

    [Fact]
    public void Read_BracesInsideStrings_DoNotCountAsDepth() => Assert.True(Read("{\"a\":\"" + new string('[', 1000) + "\\\"" + new string('{', 1000) + "\"}").Succeeded);
}
