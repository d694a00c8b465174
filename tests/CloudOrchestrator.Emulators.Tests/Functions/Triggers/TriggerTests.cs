using System.Text.Json.Nodes;
using CloudOrchestrator.Emulators.Functions.Handlers;
using CloudOrchestrator.Emulators.ServiceBus;
using CloudOrchestrator.Emulators.Tests.Running;

namespace CloudOrchestrator.Emulators.Tests.Functions.Triggers;

public sealed class TriggerTests
{
    private const string DeadLetters = $"work/{ServiceBusBroker.DeadLetterQueue}";

    private static Task<RunningApp> StartAsync(string hostMore = "", HostOptions? options = null) =>
        RunningApp.StartAsync(AppFolder.With(("Work", AppFolder.BatchFunction)).Write("host.json", AppFolder.Host(more: hostMore)), options);

    [Fact]
    public async Task Batch_Handled_IsCompleted()
    {
        await using var app = await StartAsync();
        await app.SendAsync("work", """{"a":1}""", "plain");
        var line = await app.Log.WaitForAsync("invoked Work");
        var payload = JsonNode.Parse(line[line.IndexOf('{')..])!;
        Assert.Equal("""["{\"a\":1}","plain"]""", (string?)payload["Data"]!["messages"]);
        await app.Log.WaitForAsync("Work with 2 messages succeeded");
        await app.Log.WaitForAsync("| from the function");
        await app.Log.WaitForAsync("by Azure-Functions-Host/");
        await app.SendAsync("work", "again");
        await app.Log.WaitForAsync("Work with 1 message succeeded");
        Assert.Equal(("Work", 2L, 0L, 3L), Assert.Single(app.Host.Counters.All));
        Assert.Single(app.Host.Groups.Single(group => group.Name == "function:Work").Instances);
    }

    [Theory]
    [InlineData("please fail", "the handler answered 500")]
    [InlineData("please say text", "the answer's Content-Type is 'text/plain', not JSON")]
    [InlineData("please say nonsense", "the answer is not JSON")]
    public async Task Batch_NotAnsweredAsTheHostWants_IsAbandonedUntilItIsADeadLetter(string body, string reason)
    {
        await using var app = await StartAsync();
        await app.SendAsync("work", body, "innocent");
        await app.Log.WaitForAsync(reason);
        var dead = await app.Broker.PeekLockBatchAsync(DeadLetters, 10, TimeSpan.FromSeconds(30), CancellationToken.None);
        Assert.Equal("MaxDeliveryCountExceeded", dead[0].Message.Properties["DeadLetterReason"]);
        Assert.Equal(3, app.Log.Lines.Count(line => line.Contains(" failed: ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Batch_ProcessEnds_IsDeliveredAgainToTheNextProcess()
    {
        await using var app = await StartAsync(options: new HostOptions { MaxInstances = 1 });
        await app.SendAsync("work", "please exit");
        await app.Log.WaitForAsync("(error 2 of 3)");
        Assert.Contains(app.Log.Lines, line => line.Contains("Work with 1 message failed: its process ended", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Batch_EmptyAnswer_HangsUntilFunctionTimeoutKillsTheProcess()
    {
        await using var app = await StartAsync(""", "functionTimeout": "00:00:02" """);
        await app.SendAsync("work", "please say nothing");
        await app.Log.WaitForAsync("without a result: the host waits for one until functionTimeout");
        await app.Log.WaitForAsync("ran longer than functionTimeout (00:00:02)");
        await app.Log.WaitForAsync("Work with 1 message failed: functionTimeout");
    }

    [Fact]
    public async Task Single_Messages_AreSettledOneByOne()
    {
        await using var app = await RunningApp.StartAsync(AppFolder.With(("Single", AppFolder.SingleFunction)));
        await app.SendAsync("single", "fine", "please fail");
        var dead = await app.Broker.PeekLockAsync($"single/{ServiceBusBroker.DeadLetterQueue}", TimeSpan.FromSeconds(30), CancellationToken.None);
        Assert.Equal("please fail", System.Text.Encoding.UTF8.GetString(dead!.Message.Body.Span));
        await app.Log.WaitForAsync("Single with 1 message succeeded");
        var line = app.Log.Lines.First(line => line.Contains("invoked Single", StringComparison.Ordinal) && line.Contains("fine", StringComparison.Ordinal));
        var payload = JsonNode.Parse(line[line.IndexOf('{')..])!;
        Assert.Equal("\"fine\"", (string?)payload["Data"]!["message"]);
        Assert.Equal("1", (string?)payload["Metadata"]!["DeliveryCount"]);
        Assert.Equal("Single", (string?)payload["Metadata"]!["sys"]!["MethodName"]);
    }

    [Fact]
    public async Task Timer_Due_StartsAnInstanceAndRuns()
    {
        await using var app = await RunningApp.StartAsync(AppFolder.With(("Tick", AppFolder.TimerFunction)));
        await app.Log.WaitForAsync("scaled to 1: Tick#1");
        var line = await app.Log.WaitForAsync("invoked Tick");
        var timer = JsonNode.Parse(line[line.IndexOf('{')..])!["Data"]!["timer"]!;
        Assert.False((bool)timer["IsPastDue"]!);
        Assert.Equal("0001-01-01T00:00:00", (string?)timer["ScheduleStatus"]!["Last"]);
    }

    [Fact]
    public async Task Timer_AtStart_RunsAsPastDue()
    {
        var newYear = AppFolder.TimerFunction.Replace("* * * * * *", "0 0 0 1 1 *", StringComparison.Ordinal);
        await using var app = await RunningApp.StartAsync(AppFolder.With(("Tick", newYear)), new HostOptions { TimersAtStart = true });
        var line = await app.Log.WaitForAsync("invoked Tick");
        Assert.True((bool)JsonNode.Parse(line[line.IndexOf('{')..])!["Data"]!["timer"]!["IsPastDue"]!);
    }
}
