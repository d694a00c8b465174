using System.Text;
using CloudOrchestrator.Objects;
using CloudOrchestrator.ServiceBus.Work;
using CloudOrchestrator.WorkQueues;

namespace CloudOrchestrator.ServiceBus.Tests.Work;

public sealed class WorkMessageTests
{
    [Fact]
    public void Encode_IsReadableJson() => Assert.Equal(
        """{"items":[["deployments","default","web"],["$changes","pods","1-3"],["nodes","","n1"]],"attempt":2,"traceparent":"00-a-b-01"}""",
        new WorkMessage(
            [new("deployments", new ObjectKey("default", "web")), new("$changes", new ObjectKey("pods", "1-3")), new("nodes", new ObjectKey("", "n1"))], 2, "00-a-b-01").Encode());

    [Fact]
    public void Decode_Encoded_IsTheSame()
    {
        var message = new WorkMessage([new("c", new ObjectKey("ä\"\n", "€\\")), new("d", new ObjectKey("", "x"))], 7, "00-x");
        var decoded = WorkMessage.Decode(message.Encode());
        Assert.Equal(message.Items, decoded.Items);
        Assert.Equal((7, "00-x"), (decoded.Attempt, decoded.TraceParent));
    }

    [Fact]
    public void Decode_WithoutAttemptAndTrace_IsAFirstTry()
    {
        var decoded = WorkMessage.Decode("""{"items":[],"later":1}""");
        Assert.Equal((0, 1, null), (decoded.Items.Count, decoded.Attempt, decoded.TraceParent));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"items\":{}}")]
    [InlineData("{\"items\":[\"a\"]}")]
    [InlineData("{\"items\":[[\"a\",\"b\"]]}")]
    [InlineData("{\"items\":[[\"a\",\"b\",1]]}")]
    [InlineData("{\"items\":[],\"attempt\":0}")]
    [InlineData("{\"items\":[],\"attempt\":\"1\"}")]
    [InlineData("{\"items\":[]")]
    public void Decode_SomethingElse_SaysWhatIsWrong(string body) =>
        Assert.Contains("work message", Assert.Throws<FormatException>(() => WorkMessage.Decode(body)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("plain-name", 5_000)]
    [InlineData("\u0001\u0002\u0003\"\\ä€", 5_000)]
    public void Pack_ManyItems_FitsAndLosesNone(string name, int count)
    {
        var items = Enumerable.Range(0, count).Select(i => new WorkItem("controller", new ObjectKey("some-namespace", $"{name}{i}"))).ToArray();
        var messages = WorkMessage.Pack(items, 3, new string('t', 55), 10_000).ToArray();
        Assert.InRange(messages.Length, 10, 200);
        Assert.All(messages, message => Assert.InRange(Encoding.UTF8.GetByteCount(message.Encode()), 1, 10_000));
        Assert.Equal(items, messages.SelectMany(message => message.Items));
    }

    [Fact]
    public void Pack_Nothing_MakesNoMessage() => Assert.Empty(WorkMessage.Pack([]));
}
