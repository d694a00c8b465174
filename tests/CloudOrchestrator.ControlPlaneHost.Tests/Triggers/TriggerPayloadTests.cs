using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CloudOrchestrator.ControlPlaneHost.Triggers;

namespace CloudOrchestrator.ControlPlaneHost.Tests.Triggers;

public sealed class TriggerPayloadTests
{
    private const string One = """{"items":[["a","","1"]],"attempt":1}""";
    private const string Two = """{"items":[["a","","2"]],"attempt":2}""";

    public static TheoryData<string> Batches() => new(
        JsonSerializer.Serialize(JsonSerializer.Serialize(new[] { One, Two })),
        JsonSerializer.Serialize(new[] { One, Two }),
        JsonSerializer.Serialize($"[{One},{Two}]"),
        $"[{One},{Two}]",
        JsonSerializer.Serialize(new[] { One, Two }.Select(text => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)))));

    [Theory]
    [MemberData(nameof(Batches))]
    public void Messages_Batch_HoweverEncoded_IsRead(string value) => Assert.Equal([Compact(One), Compact(Two)], Read(value).Select(Compact));

    [Fact]
    public void Messages_Single_TwiceEncoded_IsRead() => Assert.Equal(Compact(One), Compact(Assert.Single(Read(JsonSerializer.Serialize(JsonSerializer.Serialize(One))))));

    [Fact]
    public void Messages_TextThatIsNoJson_ComesAsItIs() => Assert.Equal(["what?"], Read("""["what?"]"""));

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("nonsense")]
    public void Messages_NoPayload_FormatException(string body) =>
        Assert.Throws<FormatException>(() => TriggerPayload.Messages(Encoding.UTF8.GetBytes(body), "messages"));

    [Theory]
    [InlineData("""{"EnqueuedTimeUtcArray":"[\"2026-01-02T03:04:05\",\"2026-01-02T03:04:06Z\"]"}""", 2)]
    [InlineData("""{"EnqueuedTimeUtcArray":["2026-01-02T03:04:05"]}""", 1)]
    [InlineData("""{"EnqueuedTimeUtc":"2026-01-02T03:04:05"}""", 1)]
    [InlineData("""{"EnqueuedTimeUtcArray":"[null,\"soon\"]"}""", 0)]
    [InlineData("{}", 0)]
    public void Enqueued_Metadata_TimesItTells(string metadata, int count)
    {
        var times = TriggerPayload.Enqueued(Encoding.UTF8.GetBytes("{\"Data\":{},\"Metadata\":" + metadata + "}"));
        Assert.Equal(count, times.Count);
        Assert.All(times.Take(1), time => Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), time));
    }

    [Theory]
    [InlineData("""{"DeliveryCountArray":"[1,2]"}""", true)]
    [InlineData("""{"DeliveryCountArray":[1,1]}""", false)]
    [InlineData("""{"DeliveryCount":"2"}""", true)]
    [InlineData("""{"DeliveryCount":1}""", false)]
    [InlineData("{}", false)]
    public void IsRedelivered_Metadata_AsItTells(string metadata, bool redelivered) =>
        Assert.Equal(redelivered, TriggerPayload.IsRedelivered(Encoding.UTF8.GetBytes("{\"Data\":{},\"Metadata\":" + metadata + "}")));

    private static IReadOnlyList<string> Read(string value) =>
        TriggerPayload.Messages(Encoding.UTF8.GetBytes("{\"Data\":{\"messages\":" + value + "},\"Metadata\":{}}"), "messages");

    private static string Compact(string json) => JsonNode.Parse(json)!.ToJsonString();
}
