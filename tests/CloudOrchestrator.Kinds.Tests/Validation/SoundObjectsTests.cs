using System.Text;
using System.Text.Json.Nodes;
using CloudOrchestrator.Kinds.Validation;
using CloudOrchestrator.Objects;

namespace CloudOrchestrator.Kinds.Tests.Validation;

/// <summary>What is seen without decoding must be what validation says.</summary>
public sealed class SoundObjectsTests
{
    private static readonly KindRegistry Kinds = KindRegistry.BuiltIn();

    [Theory]
    [InlineData("ConfigMap", """{"metadata":{"name":"a"}}""", true)]
    [InlineData("ConfigMap", """{"metadata":{"name":"a"},"data":{}}""", true)]
    [InlineData("ConfigMap", """{"metadata":{"name":"a"},"data":{"key.name":"v","KEY_NAME":"","..data":"no"}}""", false)]
    [InlineData("ConfigMap", """{"metadata":{"name":"a"},"data":{"key.name":"v","KEY_NAME":"","-":"ü"},"immutable":true}""", true)]
    [InlineData("ConfigMap", """{"metadata":{"name":"a"},"data":{"a b":"v"}}""", false)]
    [InlineData("ConfigMap", """{"metadata":{"name":"a"},"data":{"k":"v"},"binaryData":{"k":"AA=="}}""", false)]
    [InlineData("Secret", """{"metadata":{"name":"a"},"type":"Opaque"}""", true)]
    [InlineData("Secret", """{"metadata":{"name":"a"},"type":"Opaque","data":{"k":"AA=="}}""", true)]
    [InlineData("Secret", """{"metadata":{"name":"a"},"type":"Opaque","data":{"k ":"AA=="}}""", false)]
    [InlineData("Secret", """{"metadata":{"name":"a"},"type":"kubernetes.io/tls","data":{"tls.crt":"AA=="}}""", false)]
    [InlineData("Secret", """{"metadata":{"name":"a"},"type":"kubernetes.io/service-account-token"}""", false)]
    public void IsSound_Object_OnlyWhenValidationFindsNothing(string kind, string text, bool sound)
    {
        var (descriptor, value) = (Find(kind), JsonNode.Parse(text)!.AsObject());
        Assert.Equal(sound, descriptor.IsSound(value));
        if (sound)
            Assert.Empty(Faults(descriptor, value));
    }

    [Theory]
    [InlineData("ConfigMap", 1024 * 1024, true)]
    [InlineData("ConfigMap", (1024 * 1024) + 1, false)]
    [InlineData("Secret", 1024 * 1024, true)]
    [InlineData("Secret", (1024 * 1024) + 4, false)]
    public void IsSound_AsLargeAsMayBe_LeavesMoreToValidation(string kind, int length, bool sound)
    {
        var value = JsonNode.Parse("""{"metadata":{"name":"a"},"type":"Opaque"}""")!.AsObject();
        value["data"] = new JsonObject { ["k"] = new string('A', length) };
        Assert.Equal(sound, Find(kind).IsSound(value));
        if (sound)
            Assert.Empty(Faults(Find(kind), value));
    }

    [Fact]
    public void IsSound_SizeInBytesNotCharacters_LeavesMoreToValidation()
    {
        var value = new JsonObject { ["data"] = new JsonObject { ["k"] = new string('ü', (512 * 1024) + 1) } };
        Assert.False(Find("ConfigMap").IsSound(value));
        Assert.NotEmpty(Faults(Find("ConfigMap"), value));
    }

    [Fact]
    public void IsConfigKey_AnyText_SaysWhatTheMessagesSay()
    {
        var random = new Random(1);
        const string Letters = "-._aZ09/ üÿ\n~";
        var texts = new List<string> { "", ".", "..", "...", "..a", ".a", "a..", new('a', 253), new('a', 254), "a\n" };
        for (var turn = 0; turn < 2000; turn++)
        {
            var text = new StringBuilder();
            for (var length = random.Next(1, 5); length > 0; length--)
                text.Append(Letters[random.Next(Letters.Length)]);
            texts.Add(text.ToString());
        }

        Assert.All(texts, text => Assert.True((NameFormats.ConfigKey(text).Count == 0) == NameFormats.IsConfigKey(text), text));
        Assert.Contains(texts, NameFormats.IsConfigKey);
    }

    private static IReadOnlyList<FieldError> Faults(KindDescriptor kind, JsonObject value) => kind.ValidateCreate(kind.Decode(Encoding.UTF8.GetBytes(value.ToJsonString())));

    private static KindDescriptor Find(string kind) => Kinds.Find(new GroupVersionKind("", "v1", kind))!;
}
