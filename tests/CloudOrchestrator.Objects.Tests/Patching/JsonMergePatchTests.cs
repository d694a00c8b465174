using CloudOrchestrator.Objects.Patching;

namespace CloudOrchestrator.Objects.Tests.Patching;

public sealed class JsonMergePatchTests
{
    /// <summary>The examples of RFC 7396 whose target and patch are objects.</summary>
    [Theory]
    [InlineData("""{"a":"b"}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"b":"c"}""", """{"a":"b","b":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"a":null}""", "{}")]
    [InlineData("""{"a":"b","b":"c"}""", """{"a":null}""", """{"b":"c"}""")]
    [InlineData("""{"a":["b"]}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"c"}""", """{"a":["b"]}""", """{"a":["b"]}""")]
    [InlineData("""{"a":{"b":"c"}}""", """{"a":{"b":"d","c":null}}""", """{"a":{"b":"d"}}""")]
    [InlineData("""{"a":[{"b":"c"}]}""", """{"a":[1]}""", """{"a":[1]}""")]
    [InlineData("""{"e":null}""", """{"a":1}""", """{"e":null,"a":1}""")]
    [InlineData("{}", """{"a":{"bb":{"ccc":null}}}""", """{"a":{"bb":{}}}""")]
    public void Apply_RfcExamples_GiveTheResult(string target, string patch, string expected)
    {
        var original = JsonNode.Parse(target)!.AsObject();
        Assert.Equal(expected, JsonMergePatch.Apply(original, JsonNode.Parse(patch)!.AsObject()).ToJsonString());
        Assert.Equal(target, original.ToJsonString());
    }
}
