using CloudOrchestrator.Objects.Patching;

namespace CloudOrchestrator.Objects.Tests.Patching;

public sealed class JsonPatchTests
{
    [Theory]
    [InlineData("""{"a":1}""", """[{"op":"add","path":"/b","value":2}]""", """{"a":1,"b":2}""")]
    [InlineData("""{"a":1}""", """[{"op":"add","path":"/a","value":null}]""", """{"a":null}""")]
    [InlineData("""{"l":[1,3]}""", """[{"op":"add","path":"/l/1","value":2},{"op":"add","path":"/l/-","value":4},{"op":"add","path":"/l/4","value":5}]""", """{"l":[1,2,3,4,5]}""")]
    [InlineData("""{"l":[1,2,3]}""", """[{"op":"remove","path":"/l/0"},{"op":"remove","path":"/l/-1"}]""", """{"l":[2]}""")]
    [InlineData("""{"a":{"b":1},"c":2}""", """[{"op":"remove","path":"/a"}]""", """{"c":2}""")]
    [InlineData("""{"a":{"b":1}}""", """[{"op":"replace","path":"/a/b","value":{"x":[]}}]""", """{"a":{"b":{"x":[]}}}""")]
    [InlineData("""{"l":[1,2]}""", """[{"op":"replace","path":"/l/1","value":9}]""", """{"l":[1,9]}""")]
    [InlineData("""{"a":1,"b":{}}""", """[{"op":"move","from":"/a","path":"/b/a"}]""", """{"b":{"a":1}}""")]
    [InlineData("""{"a":{"x":1}}""", """[{"op":"copy","from":"/a","path":"/b"},{"op":"replace","path":"/b/x","value":2}]""", """{"a":{"x":1},"b":{"x":2}}""")]
    [InlineData("""{"a":1}""", """[{"op":"test","path":"/a","value":1},{"op":"add","path":"/b","value":1}]""", """{"a":1,"b":1}""")]
    [InlineData("""{"a":{"b":[1,"x"]}}""", """[{"op":"test","path":"/a","value":{"b":[1,"x"]}}]""", """{"a":{"b":[1,"x"]}}""")]
    [InlineData("""{"a":1}""", """[{"op":"test","path":"/missing","value":null}]""", """{"a":1}""")]
    [InlineData("""{"a/b":1,"m~n":2}""", """[{"op":"replace","path":"/a~1b","value":3},{"op":"remove","path":"/m~0n"}]""", """{"a/b":3}""")]
    [InlineData("""{"":1}""", """[{"op":"replace","path":"/","value":3}]""", """{"":3}""")]
    [InlineData("""{"a":1}""", """[{"op":"replace","path":"","value":{"b":1}}]""", """{"b":1}""")]
    [InlineData("""{"a":1}""", "[]", """{"a":1}""")]
    public void Apply_Operations_ChangeACopy(string target, string patch, string expected)
    {
        var original = JsonNode.Parse(target)!;
        Assert.Equal(expected, JsonPatch.Apply(original, JsonNode.Parse(patch)!.AsArray()).Require().ToJsonString());
        Assert.Equal(target, original.ToJsonString());
    }

    [Theory]
    [InlineData("""[{"op":"test","path":"/a","value":2}]""")]
    [InlineData("""[{"op":"test","path":"/missing","value":2}]""")]
    [InlineData("""[{"op":"remove","path":"/missing"}]""")]
    [InlineData("""[{"op":"replace","path":"/missing","value":1}]""")]
    [InlineData("""[{"op":"replace","path":"/l/3","value":1}]""")]
    [InlineData("""[{"op":"add","path":"/missing/x","value":1}]""")]
    [InlineData("""[{"op":"add","path":"/l/4","value":1}]""")]
    [InlineData("""[{"op":"add","path":"/l/x","value":1}]""")]
    [InlineData("""[{"op":"add","path":"/a/x","value":1}]""")]
    [InlineData("""[{"op":"add","path":"a","value":1}]""")]
    [InlineData("""[{"op":"add","path":"/b"}]""")]
    [InlineData("""[{"op":"add","value":1}]""")]
    [InlineData("""[{"path":"/a","value":1}]""")]
    [InlineData("""[{"op":"grow","path":"/a","value":1}]""")]
    [InlineData("""[{"op":"move","path":"/o/p/q","from":"/o"}]""")]
    [InlineData("""[{"op":"move","path":"/b"}]""")]
    [InlineData("""[{"op":"copy","path":"/b","from":"/missing"}]""")]
    [InlineData("""[{"op":"remove","path":""}]""")]
    public void Apply_OperationThatDoesNotFit_IsUnprocessable(string patch)
    {
        var error = JsonPatch.Apply(JsonNode.Parse("""{"a":1,"l":[1,2,3],"o":{"p":{}}}""")!, JsonNode.Parse(patch)!.AsArray()).Error;
        Assert.Equal((422, "Invalid", "the server rejected our request due to an error in our request"), (error!.Code, error.Reason, error.Message));
    }

    [Fact]
    public void Apply_OperationThatIsNoObject_IsBadRequest() => Assert.Equal(400, JsonPatch.Apply(new JsonObject(), ["x"]).Error?.Code);

    [Fact]
    public void Apply_TooManyOperations_IsRefused()
    {
        var patch = new JsonArray([.. Enumerable.Range(0, 10_001).Select(_ => (JsonNode)new JsonObject())]);
        var error = JsonPatch.Apply(new JsonObject(), patch).Error;
        Assert.Equal((413, "Request entity is too large: The allowed maximum operations in a JSON patch is 10000, got 10001"), (error!.Code, error.Message));
    }

    [Fact]
    public void Apply_CopiesOfCopies_AreBounded()
    {
        var patch = new JsonArray([.. Enumerable.Range(0, 100).Select(i => (JsonNode)new JsonObject { ["op"] = "copy", ["from"] = "/a", ["path"] = $"/a/{i}" })]);
        Assert.Equal(422, JsonPatch.Apply(new JsonObject { ["a"] = new JsonObject { ["x"] = "0123456789" } }, patch).Error?.Code);
    }
}
