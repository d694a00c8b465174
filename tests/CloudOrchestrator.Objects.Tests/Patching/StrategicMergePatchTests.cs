using CloudOrchestrator.Kinds.Apps.Deployments;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Core.Services;
using CloudOrchestrator.Objects.Patching;

namespace CloudOrchestrator.Objects.Tests.Patching;

public sealed class StrategicMergePatchTests
{
    private static readonly SchemaBuilder Schemas = new();

    [Theory]
    // Maps merge, null deletes, scalars replace.
    [InlineData("""{"metadata":{"labels":{"a":"1","b":"2"}}}""", """{"metadata":{"labels":{"b":null,"c":"3"}}}""", """{"metadata":{"labels":{"a":"1","c":"3"}}}""")]
    [InlineData("""{"metadata":{}}""", """{"metadata":{"labels":{"b":null,"c":"3"}}}""", """{"metadata":{"labels":{"c":"3"}}}""")]
    [InlineData("""{"metadata":{"labels":{"a":"1"}}}""", """{"metadata":{"labels":{"$patch":"replace","x":"y"}}}""", """{"metadata":{"labels":{"x":"y"}}}""")]
    [InlineData("""{"metadata":{"labels":{"a":"1"}}}""", """{"metadata":{"labels":{"$patch":"delete"}}}""", """{"metadata":{"labels":{}}}""")]
    [InlineData("""{"metadata":{"name":"a","labels":null}}""", """{"metadata":{"labels":{"x":"y"}}}""", """{"metadata":{"name":"a","labels":{"x":"y"}}}""")]
    // Lists of structures merge by key; a new item comes first, as Kubernetes does when nothing says otherwise.
    [InlineData("""{"spec":{"containers":[{"name":"a","image":"1"},{"name":"b","image":"2"}]}}""", """{"spec":{"containers":[{"name":"b","image":"3"}]}}""",
        """{"spec":{"containers":[{"name":"a","image":"1"},{"name":"b","image":"3"}]}}""")]
    [InlineData("""{"spec":{"containers":[{"name":"a"}]}}""", """{"spec":{"containers":[{"name":"z"}]}}""", """{"spec":{"containers":[{"name":"z"},{"name":"a"}]}}""")]
    [InlineData("""{"spec":{"containers":[{"name":"a"},{"name":"b"},{"name":"c"}]}}""", """{"spec":{"containers":[{"name":"b","$patch":"delete"}]}}""",
        """{"spec":{"containers":[{"name":"a"},{"name":"c"}]}}""")]
    [InlineData("""{"spec":{"containers":[{"name":"a"},{"name":"b"}]}}""", """{"spec":{"containers":[{"$patch":"replace"},{"name":"c"}]}}""", """{"spec":{"containers":[{"name":"c"}]}}""")]
    [InlineData("""{"spec":{"containers":[{"name":"a","env":[{"name":"X","value":"1"},{"name":"Y","value":"2"}]}]}}""",
        """{"spec":{"containers":[{"name":"a","env":[{"name":"X","value":"9"},{"name":"Y","$patch":"delete"}]}]}}""",
        """{"spec":{"containers":[{"name":"a","env":[{"name":"X","value":"9"}]}]}}""")]
    [InlineData("""{"spec":{}}""", """{"spec":{"containers":[{"name":"a","env":null,"image":"x"},{"name":"b","$patch":"delete"}]}}""",
        """{"spec":{"containers":[{"name":"a","image":"x"}]}}""")]
    // Lists without a strategy are replaced.
    [InlineData("""{"spec":{"containers":[{"name":"a","args":["1","2"]}]}}""", """{"spec":{"containers":[{"name":"a","args":["3"]}]}}""",
        """{"spec":{"containers":[{"name":"a","args":["3"]}]}}""")]
    [InlineData("""{"spec":{"tolerations":[{"key":"a"}]}}""", """{"spec":{"tolerations":[{"key":"b"}]}}""", """{"spec":{"tolerations":[{"key":"b"}]}}""")]
    // Lists of scalars with the merge strategy.
    [InlineData("""{"metadata":{"finalizers":["a","b"]}}""", """{"metadata":{"finalizers":["c","a"]}}""", """{"metadata":{"finalizers":["c","a","b"]}}""")]
    [InlineData("""{"metadata":{"finalizers":["a","b","c"]}}""", """{"metadata":{"$deleteFromPrimitiveList/finalizers":["b"]}}""", """{"metadata":{"finalizers":["a","c"]}}""")]
    [InlineData("""{"metadata":{"finalizers":["a","b","c"]}}""",
        """{"metadata":{"$deleteFromPrimitiveList/finalizers":["b"],"$setElementOrder/finalizers":["c","a","d"],"finalizers":["d"]}}""",
        """{"metadata":{"finalizers":["c","a","d"]}}""")]
    // Element order.
    [InlineData("""{"spec":{"containers":[{"name":"a"},{"name":"b"},{"name":"s"}]}}""",
        """{"spec":{"$setElementOrder/containers":[{"name":"b"},{"name":"a"}],"containers":[{"name":"a","image":"x"}]}}""",
        """{"spec":{"containers":[{"name":"b"},{"name":"a","image":"x"},{"name":"s"}]}}""")]
    [InlineData("""{"spec":{"containers":[{"name":"s"},{"name":"a"},{"name":"b"}]}}""",
        """{"spec":{"$setElementOrder/containers":[{"name":"a"},{"name":"n"},{"name":"b"}],"containers":[{"name":"n"}]}}""",
        """{"spec":{"containers":[{"name":"s"},{"name":"a"},{"name":"n"},{"name":"b"}]}}""")]
    [InlineData("""{"spec":{"containers":[{"name":"a"},{"name":"b"}]}}""", """{"spec":{"$setElementOrder/containers":[{"name":"b"},{"name":"a"}]}}""",
        """{"spec":{"containers":[{"name":"b"},{"name":"a"}]}}""")]
    [InlineData("""{"spec":{}}""", """{"spec":{"$setElementOrder/volumes":[{"name":"b"},{"name":"a"}],"volumes":[{"name":"b"},{"name":"a"}]}}""",
        """{"spec":{"volumes":[{"name":"b"},{"name":"a"}]}}""")]
    [InlineData("""{"spec":{}}""", """{"spec":{"$setElementOrder/volumes":[{"name":"b"}]}}""", """{"spec":{}}""")]
    // Retained keys: other sources of a volume vanish.
    [InlineData("""{"spec":{"volumes":[{"name":"v","emptyDir":{}}]}}""", """{"spec":{"volumes":[{"$retainKeys":["name","hostPath"],"name":"v","hostPath":{"path":"/x"}}]}}""",
        """{"spec":{"volumes":[{"name":"v","hostPath":{"path":"/x"}}]}}""")]
    public void Apply_PodPatch_Merges(string target, string patch, string expected) => Check(typeof(Pod), target, patch, expected);

    [Fact]
    public void Apply_NumericMergeKeys_Match() => Check(typeof(Service),
        """{"spec":{"ports":[{"port":80,"name":"a"},{"port":443,"name":"b"}]}}""",
        """{"spec":{"ports":[{"port":443,"targetPort":8443}]}}""",
        """{"spec":{"ports":[{"port":80,"name":"a"},{"port":443,"name":"b","targetPort":8443}]}}""");

    [Fact]
    public void Apply_StrategyWithRetainKeys_DropsTheRest() => Check(typeof(Deployment),
        """{"spec":{"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":1}}}}""",
        """{"spec":{"strategy":{"$retainKeys":["type"],"type":"Recreate"}}}""",
        """{"spec":{"strategy":{"type":"Recreate"}}}""");

    [Theory]
    [InlineData("""{"spec":{"containers":[{"image":"x"}]}}""", 500, "map: map[image:x] does not contain declared merge key: name")]
    [InlineData("""{"spec":{"containers":[{"$patch":"delete"}]}}""", 500, "map: map[$patch:delete] does not contain declared merge key: name")]
    [InlineData("""{"spec":{"containers":[{"$patch":"merge"}]}}""", 500, "merging lists cannot yet be specified in the patch")]
    [InlineData("""{"spec":{"containers":[{"$patch":"zap","name":"a"}]}}""", 500, "unknown patch type: zap in map: map[$patch:zap name:a]")]
    [InlineData("""{"spec":{"$patch":"merge"}}""", 500, "unknown patch type: merge in map: map[$patch:merge]")]
    [InlineData("""{"spec":{"containers":["x"]}}""", 500, "list element types are not identical: [[map[name:a]] [x]]")]
    [InlineData("""{"spec":{"containers":[["x"]]}}""", 422, "the server rejected our request due to an error in our request")]
    [InlineData("""{"spec":{"$retainKeys":"x"}}""", 400, "invalid patch format of retainKeys")]
    [InlineData("""{"spec":{"$retainKeys":["nodeName"],"hostname":"x"}}""", 400, "invalid patch format of retainKeys")]
    [InlineData("""{"spec":{"$setElementOrder":[]}}""", 400, "invalid patch format of setElementOrder list")]
    [InlineData("""{"spec":{"$deleteFromPrimitiveList":[]}}""", 400, "invalid patch format of primitive list")]
    [InlineData("""{"spec":{"$setElementOrder/containers":{}}}""", 500, "expected a []interface {}, but received a map[string]interface {}")]
    [InlineData("""{"spec":{"$setElementOrder/nope":[]}}""", 500, "unable to find api field in struct PodSpec for the json field \"nope\"")]
    [InlineData("""{"spec":{"$setElementOrder/containers":[{"name":"b"}],"containers":[{"name":"c"}]}}""", 500,
        "The order in patch list:\n[map[name:c]]\n doesn't match $setElementOrder list:\n[map[name:b]]\n")]
    public void Apply_BadPatch_IsWordedAsKubernetes(string patch, int code, string message)
    {
        var error = StrategicMergePatch.Apply(JsonNode.Parse("""{"spec":{"containers":[{"name":"a"}]}}""")!.AsObject(), JsonNode.Parse(patch)!.AsObject(), Schemas.Build(typeof(Pod))).Error;
        Assert.Equal((code, message), (error!.Code, error.Message));
    }

    private static void Check(Type type, string target, string patch, string expected)
    {
        var original = JsonNode.Parse(target)!.AsObject();
        var change = JsonNode.Parse(patch)!.AsObject();
        var result = StrategicMergePatch.Apply(original, change, Schemas.Build(type)).Require();
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), result), result.ToJsonString());
        Assert.Equal(target, original.ToJsonString());
        Assert.Equal(patch, change.ToJsonString());
    }
}
