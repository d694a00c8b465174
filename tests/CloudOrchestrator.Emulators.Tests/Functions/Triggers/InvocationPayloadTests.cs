using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CloudOrchestrator.Emulators.Functions.Configuration;
using CloudOrchestrator.Emulators.Functions.Triggers;
using CloudOrchestrator.Testing;

namespace CloudOrchestrator.Emulators.Tests.Functions.Triggers;

public sealed class InvocationPayloadTests
{
    private static readonly DateTimeOffset Now = new(2025, 1, 1, 10, 0, 0, 250, TimeSpan.Zero);
    private static readonly Guid Id = new("11111111-2222-4333-8444-555555555555");
    private static readonly ServiceBusTrigger Trigger = new("messages", "work", "ServiceBus", true, false, true);
    private static readonly FunctionDefinition Function = new("Work", Trigger);

    private static readonly ReceivedMessage[] Messages =
    [
        new()
        {
            LockToken = new Guid("aaaaaaaa-0000-4000-8000-000000000001"),
            SequenceNumber = 7,
            DeliveryCount = 1,
            MessageId = "m1",
            EnqueuedTime = Now.AddSeconds(-1),
            ExpiresAt = Now.AddDays(14),
            LockedUntil = Now.AddMinutes(1),
            Body = Encoding.UTF8.GetBytes("""[{"controller":"deployment","key":"ns/ü"}]"""),
            ContentType = "application/json",
            ApplicationProperties = new Dictionary<string, object?> { ["traceparent"] = "00-ab-cd-01", ["attempt"] = 2L },
        },
        new()
        {
            LockToken = new Guid("aaaaaaaa-0000-4000-8000-000000000002"),
            SequenceNumber = 8,
            DeliveryCount = 3,
            MessageId = "m2",
            EnqueuedTime = Now.AddSeconds(-1.5),
            ExpiresAt = Now.AddDays(14),
            LockedUntil = Now.AddMinutes(1),
            Body = Encoding.UTF8.GetBytes("plain \"text\""),
            Subject = "a subject",
        },
    ];

    [Fact]
    public void Batch_IsTheGoldenFile() => Golden("batch.json", InvocationPayload.ForBatch(Function, Trigger, Messages, Now, Id));

    [Fact]
    public void Message_IsTheGoldenFile() => Golden("message.json", InvocationPayload.ForMessage(Function, Trigger with { Many = false }, Messages[0], Now, Id));

    [Fact]
    public void Timer_IsTheGoldenFile()
    {
        Assert.True(NcrontabSchedule.TryParse("0 * * * * *", out var schedule, out _));
        var trigger = new TimerTrigger("timer", schedule, false, true);
        Golden("timer.json", InvocationPayload.ForTimer(new FunctionDefinition("Tick", trigger), trigger, new TimerRun(Now.AddMinutes(-1), Now, true), Now, Id));
    }

    [Fact]
    public void Batch_EveryValueButObjects_IsJsonInsideAString()
    {
        var payload = JsonNode.Parse(InvocationPayload.ForBatch(Function, Trigger, Messages, Now, Id))!;
        var bodies = JsonSerializer.Deserialize<string[]>((string)payload["Data"]!["messages"]!)!;
        Assert.Equal(Messages.Select(message => Encoding.UTF8.GetString(message.Body.Span)), bodies);
        Assert.Equal([1, 3], JsonSerializer.Deserialize<int[]>((string)payload["Metadata"]!["DeliveryCountArray"]!)!);
    }

    [Fact]
    public void Message_Binary_IsPlainBase64()
    {
        var payload = JsonNode.Parse(InvocationPayload.ForMessage(Function, Trigger with { Many = false, Binary = true }, Messages[0], Now, Id))!;
        Assert.Equal(Messages[0].Body.ToArray(), Convert.FromBase64String((string)payload["Data"]!["messages"]!));
    }

    /// <summary>Compares with a reviewed file; UPDATE_PAYLOADS=1 writes it anew.</summary>
    private static void Golden(string name, string actual)
    {
        var file = Path.Combine(RepositoryRoot.Path, "tests/CloudOrchestrator.Emulators.Tests/Functions/Triggers/cases", name);
        var options = new JsonSerializerOptions(InvocationPayload.Json) { WriteIndented = true };
        var text = JsonNode.Parse(actual)!.ToJsonString(options) + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_PAYLOADS") == "1")
            File.WriteAllText(file, text);
        Assert.Equal(File.ReadAllText(file), text);
    }
}
