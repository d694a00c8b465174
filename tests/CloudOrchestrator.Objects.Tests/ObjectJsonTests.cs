using CloudOrchestrator.Kinds;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Objects.Tests.Protobuf;

namespace CloudOrchestrator.Objects.Tests;

public sealed class ObjectJsonTests
{
    private static readonly SchemaBuilder Schemas = new();

    public static TheoryData<Type> RootKinds => [.. KindRegistry.BuiltIn().Kinds.Select(kind => kind.ObjectType)];

    [Theory]
    [MemberData(nameof(RootKinds))]
    public void Deserialize_CanonicalObjects_KeepsEverything(Type type) => Check(type, seeds: 15);

    [Theory]
    [MemberData(nameof(RootKinds))]
    public void Deserialize_EmptyObject_KeepsInitialValues(Type type)
    {
        var schema = Schemas.Build(type);
        var value = new JsonObject();
        SchemaConformer.Conform(value, schema);
        Assert.Equal("{}", Content(RoundTrip(type, value, schema)));
    }

    [Fact]
    public void Deserialize_NullList_LeavesTheInitialOne()
    {
        var pod = ObjectJson.Deserialize<Pod>("""{"metadata":null,"spec":{"containers":null}}"""u8);
        Assert.NotNull(pod.Metadata);
        Assert.Empty(pod.Spec!.Containers);
    }

    private static void Check(Type type, int seeds)
    {
        var schema = Schemas.Build(type);
        for (var seed = 0; seed < seeds; seed++)
        {
            var value = new ObjectGenerator(seed).Object(schema);
            SchemaConformer.Conform(value, schema);
            var again = RoundTrip(type, value, schema);
            Assert.Equal(Content(value), Content(again));
        }
    }

    private static JsonObject RoundTrip(Type type, JsonObject value, SchemaNode schema)
    {
        var typed = JsonSerializer.Deserialize(value, type, ObjectJson.Options);
        var again = JsonSerializer.SerializeToNode(typed, type, ObjectJson.Options)!.AsObject();
        var result = SchemaConformer.Conform(again, schema);
        Assert.Empty(result.TypeErrors);
        Assert.Empty(result.UnknownFields);
        return again;
    }

    /// <summary>The object without what says nothing: a C# property that starts as an empty list or structure stays so where JSON has null.</summary>
    private static string Content(JsonNode value)
    {
        switch (value)
        {
            case JsonObject map:
                foreach (var (name, field) in map.ToArray())
                {
                    if (field is null || Content(field) is "{}" or "[]" or "0" or "\"\"" or "\"0\"" or "false" or "\"0s\"")
                        map.Remove(name);
                }
                break;
            case JsonArray list:
                foreach (var item in list)
                    Content(item ?? "");
                break;
        }
        return value.ToJsonString();
    }
}
