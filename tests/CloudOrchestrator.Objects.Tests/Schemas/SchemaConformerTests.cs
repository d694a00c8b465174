using CloudOrchestrator.Kinds.Apps.Deployments;
using CloudOrchestrator.Kinds.Core.ConfigMaps;
using CloudOrchestrator.Kinds.Core.Events;
using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Core.Secrets;
using CloudOrchestrator.Kinds.Core.Services;

namespace CloudOrchestrator.Objects.Tests.Schemas;

public sealed class SchemaConformerTests
{
    private static readonly SchemaBuilder Schemas = new();

    [Theory]
    [InlineData(typeof(ConfigMap), "{}", """{"metadata":{"creationTimestamp":null}}""")]
    [InlineData(typeof(ConfigMap), """{"data":{"b":"2","a":null},"kind":"ConfigMap","metadata":{"labels":{},"name":"x"},"binaryData":null}""",
        """{"kind":"ConfigMap","metadata":{"name":"x","creationTimestamp":null},"data":{"a":"","b":"2"}}""")]
    [InlineData(typeof(Deployment), """{"spec":{"replicas":0}}""",
        """{"metadata":{"creationTimestamp":null},"spec":{"replicas":0,"selector":null,"template":{"metadata":{"creationTimestamp":null},"spec":{"containers":null}},"strategy":{}},"status":{}}""")]
    [InlineData(typeof(Deployment), """{"metadata":null,"spec":{"selector":{"matchLabels":{}},"template":{"spec":{"containers":[]}},"strategy":{"rollingUpdate":{}},"minReadySeconds":0,"paused":false}}""",
        """{"metadata":{"creationTimestamp":null},"spec":{"selector":{},"template":{"metadata":{"creationTimestamp":null},"spec":{"containers":[]}},"strategy":{"rollingUpdate":{}}},"status":{}}""")]
    [InlineData(typeof(Pod), """{"spec":{"containers":[{"name":"a","resources":{"limits":{"memory":"1.5Gi","cpu":0.5}},"securityContext":{},"args":[null]}],"terminationGracePeriodSeconds":0}}""",
        """{"metadata":{"creationTimestamp":null},"spec":{"containers":[{"name":"a","args":[""],"resources":{"limits":{"cpu":"500m","memory":"1536Mi"}},"securityContext":{}}],"terminationGracePeriodSeconds":0},"status":{}}""")]
    [InlineData(typeof(Service), """{"spec":{"ports":[{"port":80},{"port":81,"targetPort":"web"}]}}""",
        """{"metadata":{"creationTimestamp":null},"spec":{"ports":[{"port":80,"targetPort":0},{"port":81,"targetPort":"web"}]},"status":{"loadBalancer":{}}}""")]
    [InlineData(typeof(Secret), """{"data":{"b":"QQ==\n","a":null}}""", """{"metadata":{"creationTimestamp":null},"data":{"a":"","b":"QQ=="}}""")]
    public void Conform_Object_GivesTheFormGoPrints(Type type, string given, string expected)
    {
        var value = JsonNode.Parse(given)!.AsObject();
        var result = SchemaConformer.Conform(value, Schemas.Build(type));
        Assert.Empty(result.TypeErrors);
        Assert.Empty(result.UnknownFields);
        Assert.Equal(expected, value.ToJsonString());
        SchemaConformer.Conform(value, Schemas.Build(type));
        Assert.Equal(expected, value.ToJsonString());
    }

    [Fact]
    public void Conform_UnknownFields_AreRemovedAndReported()
    {
        var value = JsonNode.Parse("""{"spec":{"template":{"spec":{"containers":[{"name":"a"},{"Name":"b","foo":{"x":1}}]}},"Replicas":1},"bar":1,"metadata":{"annotations":{"k":"v"}}}""")!.AsObject();
        var result = SchemaConformer.Conform(value, Schemas.Build(typeof(Deployment)));
        Assert.Equal(["spec.template.spec.containers[1].Name", "spec.template.spec.containers[1].foo", "spec.Replicas", "bar"], result.UnknownFields);
        Assert.Equal("""[{"name":"a","resources":{}},{"name":"","resources":{}}]""", value["spec"]!["template"]!["spec"]!["containers"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"spec":{"replicas":"3"}}""", "json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32")]
    [InlineData("""{"spec":{"replicas":3.0}}""", "json: cannot unmarshal number 3.0 into Go struct field DeploymentSpec.spec.replicas of type int32")]
    [InlineData("""{"spec":{"replicas":3000000000}}""", "json: cannot unmarshal number 3000000000 into Go struct field DeploymentSpec.spec.replicas of type int32")]
    [InlineData("""{"spec":[]}""", "json: cannot unmarshal array into Go struct field Deployment.spec of type v1.DeploymentSpec")]
    [InlineData("""{"spec":{"paused":"true"}}""", "json: cannot unmarshal string into Go struct field DeploymentSpec.spec.paused of type bool")]
    [InlineData("""{"metadata":{"labels":{"a":1}}}""", "json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels of type string")]
    [InlineData("""{"metadata":{"name":1}}""", "json: cannot unmarshal number into Go struct field ObjectMeta.metadata.name of type string")]
    [InlineData("""{"spec":{"template":{"spec":{"containers":{}}}}}""", "json: cannot unmarshal object into Go struct field PodSpec.spec.template.spec.containers of type []v1.Container")]
    [InlineData("""{"spec":{"template":{"spec":{"containers":[{"env":[{"value":1}]}]}}}}""",
        "json: cannot unmarshal number into Go struct field EnvVar.spec.template.spec.containers.env.value of type string")]
    [InlineData("""{"spec":{"strategy":{"rollingUpdate":{"maxSurge":true}}}}""", "json: cannot unmarshal bool into Go value of type int32")]
    [InlineData("""{"spec":{"template":{"spec":{"containers":[{"resources":{"limits":{"cpu":"x"}}}]}}}}""",
        "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'")]
    [InlineData("""{"metadata":{"creationTimestamp":"yesterday"}}""", "parsing time \"yesterday\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"yesterday\" as \"2006\"")]
    [InlineData("""{"metadata":{"creationTimestamp":"2024-02-30T00:00:00Z"}}""", "parsing time \"2024-02-30T00:00:00Z\": day out of range")]
    [InlineData("""{"metadata":{"creationTimestamp":"2024-02-03"}}""", "parsing time \"2024-02-03\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"\" as \"T\"")]
    [InlineData("""{"metadata":{"creationTimestamp":"2024-02-03T00:00:00Zx"}}""", "parsing time \"2024-02-03T00:00:00Zx\": extra text: \"x\"")]
    [InlineData("""{"metadata":{"creationTimestamp":5}}""", "json: cannot unmarshal number into Go value of type string")]
    public void Conform_WrongType_IsWordedAsGo(string given, string message)
    {
        var result = SchemaConformer.Conform(JsonNode.Parse(given)!.AsObject(), Schemas.Build(typeof(Deployment)));
        Assert.Equal([message], result.TypeErrors);
    }

    [Theory]
    [InlineData("Q", 0)]
    [InlineData("QUFBQ", 4)]
    [InlineData("QQ==QQ", 4)]
    [InlineData("QQ=", 3)]
    [InlineData("QQ=x", 2)]
    [InlineData("=", 0)]
    [InlineData("Q===", 1)]
    [InlineData("QUF!", 3)]
    [InlineData("QU F", 2)]
    [InlineData("QUE=x", 4)]
    [InlineData("üQQQ", 0)]
    public void Conform_BadBase64_SaysWhere(string data, int offset)
    {
        var result = SchemaConformer.Conform(new JsonObject { ["data"] = new JsonObject { ["k"] = data } }, Schemas.Build(typeof(Secret)));
        Assert.Equal([$"illegal base64 data at input byte {offset}"], result.TypeErrors);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("QUFB", "QUFB")]
    [InlineData("QUE=", "QUE=")]
    [InlineData("QQ==", "QQ==")]
    [InlineData("QR==", "QQ==")]
    [InlineData("QUH=", "QUE=")]
    [InlineData("QUF=\r\n", "QUE=")]
    [InlineData("Q\nU\nE\n=", "QUE=")]
    public void Conform_Base64_BecomesCanonical(string given, string expected)
    {
        var value = new JsonObject { ["data"] = new JsonObject { ["k"] = given } };
        Assert.Empty(SchemaConformer.Conform(value, Schemas.Build(typeof(Secret))).TypeErrors);
        Assert.Equal(expected, value["data"]!["k"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("2024-01-02T03:04:05Z", "2024-01-02T03:04:05Z")]
    [InlineData("2024-01-02T03:04:05.999Z", "2024-01-02T03:04:05Z")]
    [InlineData("2024-01-02T03:04:05+02:00", "2024-01-02T01:04:05Z")]
    [InlineData("2024-01-02T03:04:05-02:30", "2024-01-02T05:34:05Z")]
    [InlineData("0001-01-01T00:00:00Z", null)]
    public void Conform_Times_BecomeUtcSeconds(string given, string? expected)
    {
        var value = new JsonObject { ["metadata"] = new JsonObject { ["creationTimestamp"] = given } };
        Assert.Empty(SchemaConformer.Conform(value, Schemas.Build(typeof(Deployment))).TypeErrors);
        Assert.Equal(expected, value["metadata"]!["creationTimestamp"]?.GetValue<string>());
    }

    [Fact]
    public void Conform_MicroTimes_KeepMicroseconds()
    {
        var value = new JsonObject { ["eventTime"] = "2024-01-02T03:04:05.1234567+01:00" };
        SchemaConformer.Conform(value, Schemas.Build(typeof(Event)));
        Assert.Equal("2024-01-02T02:04:05.123456Z", value["eventTime"]!.GetValue<string>());
    }

    [Fact]
    public void Conform_NumbersFromCode_AnswerEveryIntegerType()
    {
        var value = new JsonObject { ["spec"] = new JsonObject { ["replicas"] = 3, ["revisionHistoryLimit"] = 10.0, ["minReadySeconds"] = 5L } };
        Assert.Empty(SchemaConformer.Conform(value, Schemas.Build(typeof(Deployment))).TypeErrors);
        Assert.Equal((3, 3L), (value["spec"]!["replicas"]!.GetValue<int>(), value["spec"]!["replicas"]!.GetValue<long>()));
        Assert.Equal(10L, value["spec"]!["revisionHistoryLimit"]!.GetValue<long>());
        Assert.Equal(5, value["spec"]!["minReadySeconds"]!.GetValue<int>());
        Assert.Equal(3, value["spec"]!["replicas"]!.DeepClone().GetValue<long>());
    }

    [Fact]
    public void Conform_NodeStatus_ShowsWhatGoShows()
    {
        var value = JsonNode.Parse("""{"status":{"capacity":{"pods":110}}}""")!.AsObject();
        SchemaConformer.Conform(value, Schemas.Build(typeof(Node)));
        Assert.Equal("""{"kubeletEndpoint":{"Port":0}}""", value["status"]!["daemonEndpoints"]!.ToJsonString());
        Assert.Equal("\"110\"", value["status"]!["capacity"]!["pods"]!.ToJsonString());
    }

    [Fact]
    public void ApplyDefaults_AbsentFields_AreAddedWhereTheirStructureIs()
    {
        var schema = Schemas.Build(typeof(Outer));
        var value = JsonNode.Parse("""{"items":[{},{"mode":"b"}],"byName":{"x":{"count":null}},"last":1}""")!.AsObject();
        SchemaConformer.ApplyDefaults(value, schema);
        Assert.Equal("""{"first":"one","items":[{"mode":"a","count":2},{"mode":"b","count":2}],"byName":{"x":{"mode":"a","count":2}},"last":1}""", Sorted(value).ToJsonString());
        Assert.Equal("first", value.GetAt(0).Key);
    }

    private static JsonNode Sorted(JsonObject value)
    {
        SchemaConformer.Conform(value, Schemas.Build(typeof(Outer)));
        return value;
    }

    [ApiType("test.Outer")]
    private sealed record Outer
    {
        [Field("first", 1, Default = "\"one\"")]
        public string? First { get; init; }

        [Field("items", 2)]
        public IReadOnlyList<Inner>? Items { get; init; }

        [Field("byName", 3)]
        public IReadOnlyDictionary<string, Inner>? ByName { get; init; }

        [Field("inner", 4)]
        public Inner? Inner { get; init; }

        [Field("last", 5)]
        public int? Last { get; init; }
    }

    [ApiType("test.Inner")]
    private sealed record Inner
    {
        [Field("mode", 1, Presence = Presence.OmitEmpty, Default = "\"a\"")]
        public string? Mode { get; init; }

        [Field("count", 2, Default = "2")]
        public int? Count { get; init; }
    }
}
