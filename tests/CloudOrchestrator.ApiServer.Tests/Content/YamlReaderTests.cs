using System.Text;
using CloudOrchestrator.ApiServer.Content;

namespace CloudOrchestrator.ApiServer.Tests.Content;

public sealed class YamlReaderTests
{
    [Theory]
    [InlineData("a: yes", """{"a":true}""")]
    [InlineData("a: 'yes'", """{"a":"yes"}""")]
    [InlineData("a: 0777", """{"a":511}""")]
    [InlineData("a: 0x1F", """{"a":31}""")]
    [InlineData("a: 1.5", """{"a":1.5}""")]
    [InlineData("a: 1_000", """{"a":1000}""")]
    [InlineData("a: 1.2.3", """{"a":"1.2.3"}""")]
    [InlineData("a: 2001-01-01", """{"a":"2001-01-01"}""")]
    [InlineData("a: ~", """{"a":null}""")]
    [InlineData("a:", """{"a":null}""")]
    [InlineData("1: b", """{"1":"b"}""")]
    [InlineData("a: !!str 5", """{"a":"5"}""")]
    [InlineData("x: &x {k: 1}\nz: {<<: *x, l: 2}", """{"x":{"k":1},"z":{"l":2,"k":1}}""")]
    [InlineData("{\"a\": [1, {\"b\": \"c\"}]}", """{"a":[1,{"b":"c"}]}""")]
    public void Read_Document_BecomesJson(string yaml, string json) =>
        Assert.Equal(json, YamlReader.Read(Encoding.UTF8.GetBytes(yaml)).Require().Value.ToJsonString());

    [Theory]
    [InlineData("a: [")]
    [InlineData("- a")]
    [InlineData("")]
    [InlineData("a: 1\n---\nb: 2\n")]
    [InlineData("a: *nope")]
    public void Read_NoSingleObject_BadRequest(string yaml) => Assert.Equal(400, YamlReader.Read(Encoding.UTF8.GetBytes(yaml)).Error?.Code);

    [Fact]
    public void Read_DuplicateKey_LastWinsAndStrictObjects()
    {
        var read = YamlReader.Read("a: 1\na: 2\n"u8).Require();
        Assert.Equal("""{"a":2}""", read.Value.ToJsonString());
        Assert.Equal("yaml: unmarshal errors:\n  line 2: key \"a\" already set in map", Assert.Single(read.StrictFaults));
    }

    [Fact]
    public void Write_ThenRead_IsTheSame()
    {
        const string Json = """{"a":"yes","b":"line\nmore\n","c":["x",1,true,null,{}],"d":{"e":"","f":"0777","g":": #"},"h":[]}""";
        var written = YamlWriter.Write(System.Text.Json.Nodes.JsonNode.Parse(Json)!);
        Assert.Equal(Json, YamlReader.Read(written).Require().Value.ToJsonString());
    }
}
