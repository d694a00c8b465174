using CloudOrchestrator.Kinds;
using CloudOrchestrator.Kinds.Apps.Deployments;
using CloudOrchestrator.Kinds.Authentication;
using CloudOrchestrator.Kinds.Authorization;
using CloudOrchestrator.Kinds.Core.ConfigMaps;
using CloudOrchestrator.Kinds.Core.Namespaces;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Core.Secrets;
using CloudOrchestrator.Kinds.Core.Services;
using CloudOrchestrator.Objects.Protobuf;

namespace CloudOrchestrator.Objects.Tests.Protobuf;

public sealed class KubernetesProtobufTests
{
    private static readonly SchemaBuilder Schemas = new();

    /// <summary>Bodies that kubectl 1.32 sends.</summary>
    [Theory]
    [InlineData(typeof(Deployment), "apps/v1, Kind=Deployment",
            "azhzAAoVCgdhcHBzL3YxEgpEZXBsb3ltZW50ErgBCh8KA3dlYhIAGgAiACoAMgA4AEIAWgoKA2FwcBIDd2ViEoYBCAMSDAoKCgNhcHASA3dlYhpsChwKABIAGgAiACoAMg" +
            "A4AEIAWgoKA2FwcBIDd2ViEkwSLgoFbmdpbngSBW5naW54KgAyCgoAEAAYUCIAKgBCAGoAcgCAAQCIAQCQAQCiAQAaADIAQgBKAFIAWABgAGgAggEAigEAmgEAwgEAIgIK" +
            "ACgAOAAaDAgAEAAYACAAKAA4ABoAIgA=",
        """{"metadata":{"name":"web","creationTimestamp":null,"labels":{"app":"web"}},"spec":{"replicas":3,"selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"creationTimestamp":null,"labels":{"app":"web"}},"spec":{"containers":[{"name":"nginx","image":"nginx","ports":[{"containerPort":80}],"resources":{}}]}},"strategy":{}},"status":{}}""")]
    [InlineData(typeof(Secret), "v1, Kind=Secret",
            "azhzAAoMCgJ2MRIGU2VjcmV0Eh0KEQoBcxIAGgAiACoAMgA4AEIAEgYKAWESAWIaABoAIgA=",
        """{"metadata":{"name":"s","creationTimestamp":null},"data":{"a":"Yg=="}}""")]
    [InlineData(typeof(ConfigMap), "v1, Kind=ConfigMap",
            "azhzAAoPCgJ2MRIJQ29uZmlnTWFwEhsKEQoBYxIAGgAiACoAMgA4AEIAEgYKAWESAWIaACIA",
        """{"metadata":{"name":"c","creationTimestamp":null},"data":{"a":"b"}}""")]
    [InlineData(typeof(Service), "v1, Kind=Service",
            "azhzAAoNCgJ2MRIHU2VydmljZRJpCh8KA3N2YxIAGgAiACoAMgA4AEIAWgoKA2FwcBIDc3ZjEkIKGwoHODAtODA4MBIDVENQGFAiBwgAEJA/GgAoABIKCgNhcHASA3N2Yx" +
            "oAIglDbHVzdGVySVA6AEIAUgBaAGAAaAAaAgoAGgAiAA==",
        """{"metadata":{"name":"svc","creationTimestamp":null,"labels":{"app":"svc"}},"spec":{"ports":[{"name":"80-8080","protocol":"TCP","port":80,"targetPort":8080}],"selector":{"app":"svc"},"type":"ClusterIP"},"status":{"loadBalancer":{}}}""")]
    [InlineData(typeof(Namespace), "v1, Kind=Namespace",
            "azhzAAoPCgJ2MRIJTmFtZXNwYWNlEhoKEgoCbnMSABoAIgAqADIAOABCABIAGgIKABoAIgA=",
        """{"metadata":{"name":"ns","creationTimestamp":null},"spec":{},"status":{}}""")]
    [InlineData(typeof(TokenRequest), "authentication.k8s.io/v1, Kind=TokenRequest",
            "azhzAAooChhhdXRoZW50aWNhdGlvbi5rOHMuaW8vdjESDFRva2VuUmVxdWVzdBIdChAKABIAGgAiACoAMgA4AEIAEgMg2AQaBAoAEgAaACIA",
        """{"metadata":{"creationTimestamp":null},"spec":{"audiences":null,"expirationSeconds":600,"boundObjectRef":null},"status":{"token":"","expirationTimestamp":null}}""")]
    [InlineData(typeof(SelfSubjectAccessReview), "authorization.k8s.io/v1, Kind=SelfSubjectAccessReview",
            "azhzAAoyChdhdXRob3JpemF0aW9uLms4cy5pby92MRIXU2VsZlN1YmplY3RBY2Nlc3NSZXZpZXcSPAoQCgASABoAIgAqADIAOABCABIeChwKB2RlZmF1bHQSA2dldBoAIg" +
            "AqBHBvZHMyADoAGggIABIAGgAgABoAIgA=",
        """{"metadata":{"creationTimestamp":null},"spec":{"resourceAttributes":{"namespace":"default","verb":"get","resource":"pods"}},"status":{"allowed":false}}""")]
    public void Decode_KubectlBody_GivesTheObject(Type type, string kind, string base64, string expected)
    {
        var envelope = KubernetesProtobuf.ReadEnvelope(Convert.FromBase64String(base64)).Require();
        Assert.Equal(kind, envelope.Kind.ToString());
        var schema = Schemas.Build(type);
        var value = KubernetesProtobuf.Decode(envelope.Raw.Span, schema).Require();
        var result = SchemaConformer.Conform(value, schema);
        Assert.Empty(result.TypeErrors);
        Assert.Empty(result.UnknownFields);
        Assert.Equal(expected, value.ToJsonString());
    }

    public static TheoryData<Type> RootKinds => [.. KindRegistry.BuiltIn().Kinds.Select(kind => kind.ObjectType)];

    [Theory]
    [MemberData(nameof(RootKinds))]
    public void Encode_GeneratedObjects_SurviveTheRoundTrip(Type type)
    {
        var schema = Schemas.Build(type);
        var kind = new GroupVersionKind("g", "v1", type.Name);
        for (var seed = 0; seed < 15; seed++)
        {
            var value = new ObjectGenerator(seed).Object(schema);
            Assert.Empty(SchemaConformer.Conform(value, schema).TypeErrors);
            value.Remove("kind");
            value.Remove("apiVersion");
            var envelope = KubernetesProtobuf.ReadEnvelope(KubernetesProtobuf.Encode(value, schema, kind)).Require();
            Assert.Equal(kind, envelope.Kind);
            var decoded = KubernetesProtobuf.Decode(envelope.Raw.Span, schema).Require();
            Assert.Empty(SchemaConformer.Conform(decoded, schema).TypeErrors);
            Assert.Equal(value.ToJsonString(), decoded.ToJsonString());
        }
    }

    [Fact]
    public void Decode_DamagedMessages_NeverThrow()
    {
        var schema = Schemas.Build(typeof(Pod));
        var random = new Random(3);
        for (var i = 0; i < 1_000; i++)
        {
            var pod = new ObjectGenerator(i % 50).Object(schema);
            SchemaConformer.Conform(pod, schema);
            var body = KubernetesProtobuf.Encode(pod, schema, new("", "v1", "Pod"));
            for (var damage = random.Next(1, 4); damage > 0; damage--)
                body[random.Next(4, body.Length)] = (byte)random.Next(256);
            var envelope = KubernetesProtobuf.ReadEnvelope(body.AsMemory(0, random.Next(4, body.Length + 1)));
            if (!envelope.Succeeded)
            {
                Assert.Equal(400, envelope.Error.Code);
                continue;
            }
            var decoded = KubernetesProtobuf.Decode(envelope.Value.Raw.Span, schema);
            if (decoded.Succeeded)
                SchemaConformer.Conform(decoded.Value, schema);
            else
                Assert.Equal(400, decoded.Error.Code);
        }
    }

    [Theory]
    [InlineData("", "provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]")]
    [InlineData("7b7d", "provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]")]
    [InlineData("6b3873000a05", "unexpected EOF")]
    [InlineData("6b38730007", "proto: illegal tag 0 (wire type 7)")]
    [InlineData("6b3873000f", "proto: illegal wireType 7")]
    [InlineData("6b3873000c", "proto: wiretype end group for non-group")]
    [InlineData("6b38730008ffffffffffffffffffffff", "proto: integer overflow")]
    public void ReadEnvelope_Malformed_SaysWhat(string hex, string message)
    {
        var envelope = KubernetesProtobuf.ReadEnvelope(Convert.FromHexString(hex));
        Assert.Equal((400, message), (envelope.Error?.Code, envelope.Error?.Message));
    }

    [Theory]
    [InlineData("0a020801", "proto: wrong wireType = 0 for field name")]
    [InlineData("0a03", "unexpected EOF")]
    [InlineData("0805", "proto: wrong wireType = 0 for field metadata")]
    public void Decode_Malformed_SaysWhat(string hex, string message) =>
        Assert.Equal(message, KubernetesProtobuf.Decode(Convert.FromHexString(hex), Schemas.Build(typeof(ConfigMap))).Error?.Message);

    [Fact]
    public void Decode_UnknownFieldsAndGroups_AreSkipped()
    {
        // 15: varint, fixed64, bytes, a group with a nested group, fixed32; then metadata { name: "x" }.
        var message = Convert.FromHexString("7801" + "790102030405060708" + "7a0161" + "7b" + "0801" + "13" + "0801" + "14" + "7c" + "7d01020304" + "0a030a0178");
        var value = KubernetesProtobuf.Decode(message, Schemas.Build(typeof(ConfigMap))).Require();
        Assert.Equal("""{"metadata":{"name":"x"}}""", value.ToJsonString());
    }

    [Theory]
    [InlineData("0a02" + "0805", """{"plain":[],"nested":{"number":5}}""")]
    [InlineData("10011002", """{"plain":[1,2]}""")]
    [InlineData("120301ac02", """{"plain":[1,300]}""")]
    [InlineData("0a0208050a0310ff01", """{"nested":{"number":5,"flag":true}}""")]
    [InlineData("0a0b08ffffffffffffffffff01", """{"nested":{"number":-1}}""")]
    [InlineData("19000000000000f83f", """{"real":1.5}""")]
    public void Decode_WireForms_AreUnderstood(string hex, string expected)
    {
        var schema = Schemas.Build(typeof(Sample));
        var value = KubernetesProtobuf.Decode(Convert.FromHexString(hex), schema).Require();
        var wanted = JsonNode.Parse(expected)!.AsObject();
        SchemaConformer.Conform(value, schema);
        SchemaConformer.Conform(wanted, schema);
        Assert.Equal(wanted.ToJsonString(), value.ToJsonString());
    }

    [Fact]
    public void Decode_DeepNesting_IsLimited()
    {
        byte[] message = [];
        for (var i = 0; i < 300; i++)
            message = [0x22, .. Varint(message.Length), .. message];
        Assert.Equal("exceeded max depth of 256", KubernetesProtobuf.Decode(message, Schemas.Build(typeof(Sample))).Error?.Message);
    }

    private static byte[] Varint(int value) => value < 0x80 ? [(byte)value] : [(byte)(value | 0x80), (byte)(value >> 7)];

    [ApiType("test.Sample")]
    private sealed record Sample
    {
        [Field("nested", 1)]
        public Part? Nested { get; init; }

        [Field("plain", 2, Presence = Presence.OmitEmpty)]
        public IReadOnlyList<long>? Plain { get; init; }

        [Field("real", 3)]
        public double? Real { get; init; }

        [Field("self", 4)]
        public Sample? Self { get; init; }
    }

    [ApiType("test.Part")]
    private sealed record Part
    {
        [Field("number", 1)]
        public int? Number { get; init; }

        [Field("flag", 2)]
        public bool? Flag { get; init; }
    }
}
