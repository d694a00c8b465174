using CloudOrchestrator.Testing;

namespace CloudOrchestrator.ServiceBus.Tests.Pipeline;

public sealed class RetryTests
{
    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData(429, "7", 7)]
    [InlineData(503, "3", 3)]
    [InlineData(429, null, 2)]
    [InlineData(503, null, 2)]
    [InlineData(500, null, 0.5)]
    [InlineData(502, "7", 0.5)]
    public async Task Send_Refused_WaitsAsAskedAndTriesAgain(int status, string? retryAfter, double seconds)
    {
        var service = new ScriptedService(() => ScriptedService.Answer(status, "", retryAfter), () => ScriptedService.Answer(201));
        var sending = SendAsync(service);
        var wait = await TimerAsync(sending);
        Assert.InRange(wait, TimeSpan.FromSeconds(seconds), TimeSpan.FromSeconds(seconds * 1.2));
        Assert.Single(service.Requests);
        _time.Advance(wait);
        await sending;
        Assert.Equal(2, service.Requests.Count);
    }

    [Fact]
    public async Task Send_RefusedAgainAndAgain_GivesUpAfterThreeRetriesWithTheReason()
    {
        const string Body = "<Error><Code>429</Code><Detail>The namespace is being throttled. Error code : 50009.</Detail></Error>";
        var service = new ScriptedService(() => ScriptedService.Answer(429, Body));
        var sending = SendAsync(service);
        for (var retry = 0; retry < 3; retry++)
            _time.Advance(await TimerAsync(sending));
        var failure = await Assert.ThrowsAsync<ServiceBusException>(() => sending);
        Assert.Equal((ServiceBusFailureReason.ServiceBusy, 429, true), (failure.Reason, failure.Status, failure.IsTransient));
        Assert.Contains("50009", failure.Message, StringComparison.Ordinal);
        Assert.Equal(4, service.Requests.Count);
    }

    [Fact]
    public async Task Send_NoAnswer_IsRetriedAndThenACommunicationProblem()
    {
        var service = new ScriptedService(() => throw new HttpRequestException("connection refused"));
        var sending = SendAsync(service);
        for (var retry = 0; retry < 3; retry++)
            _time.Advance(await TimerAsync(sending));
        var failure = await Assert.ThrowsAsync<ServiceBusException>(() => sending);
        Assert.Equal((ServiceBusFailureReason.ServiceCommunicationProblem, true), (failure.Reason, failure.IsTransient));
        Assert.Contains("contoso.servicebus.windows.net", failure.Message, StringComparison.Ordinal);
        Assert.Equal(4, service.Requests.Count);
    }

    [Theory]
    [InlineData(400, ServiceBusFailureReason.InvalidRequest)]
    [InlineData(401, ServiceBusFailureReason.Unauthorized)]
    [InlineData(403, ServiceBusFailureReason.QuotaExceeded)]
    [InlineData(404, ServiceBusFailureReason.MessagingEntityNotFound)]
    [InlineData(410, ServiceBusFailureReason.MessagingEntityNotFound)]
    public async Task Send_RefusedForGood_IsNotRetried(int status, ServiceBusFailureReason reason)
    {
        var service = new ScriptedService(() => ScriptedService.Answer(status));
        var failure = await Assert.ThrowsAsync<ServiceBusException>(() => SendAsync(service));
        Assert.Equal((reason, false), (failure.Reason, failure.IsTransient));
        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task Send_CancelledWhileWaiting_Ends()
    {
        using var stop = new CancellationTokenSource();
        var service = new ScriptedService(() => ScriptedService.Answer(503));
        var sending = service.Client(_time).CreateSender("work").SendMessageAsync(new ServiceBusMessage("x"), stop.Token);
        await TimerAsync(sending);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [Fact]
    public async Task Receive_LongPoll_HasTheNetworkTimeoutOnTopOfItsWait()
    {
        var service = new ScriptedService(() => ScriptedService.Answer(204));
        Assert.Null(await service.Client(_time).CreateReceiver("work").ReceiveMessageAsync(TimeSpan.Zero, default));
        Assert.Equal(TimeSpan.FromSeconds(30), service.NetworkTimeouts[0]);
        service.NetworkTimeouts.Clear();
        var receiving = service.Client(_time).CreateReceiver("work").ReceiveMessageAsync(TimeSpan.FromSeconds(60), default);
        // The scripted service answers at once, and the receiver does not ask again as fast as that.
        var pause = await TimerAsync(receiving);
        Assert.Equal([TimeSpan.FromSeconds(90)], service.NetworkTimeouts);
        _time.Advance(pause);
        Assert.Null(await receiving);
        Assert.Equal(2, service.Requests.Count);
    }

    private Task SendAsync(ScriptedService service) => service.Client(_time).CreateSender("work").SendMessageAsync(new ServiceBusMessage("x"), default);

    private async Task<TimeSpan> TimerAsync(Task running)
    {
        TimeSpan? wait;
        while ((wait = _time.UntilNextTimer) is null)
        {
            if (running.IsCompleted)
                await running;
            await Task.Yield();
        }
        return wait.Value;
    }
}
