using Azure.Core;
using CloudOrchestrator.Emulators.ServiceBus;
using CloudOrchestrator.Testing;

namespace CloudOrchestrator.ServiceBus.Tests;

public sealed class ServiceBusClientTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ManualTimeProvider _time = new();
    private Namespace _space = null!;
    private ServiceBusSender _sender = null!;
    private ServiceBusReceiver _receiver = null!;

    public async Task InitializeAsync()
    {
        _space = await Namespace.WithQueueAsync(_time, "work");
        _sender = _space.Client.CreateSender("work");
        _receiver = _space.Client.CreateReceiver("work");
    }

    public async Task DisposeAsync() => await _space.DisposeAsync();

    [Fact]
    public async Task SendAndReceive_EveryProperty_Arrives()
    {
        var message = new ServiceBusMessage("{\"ä\":\"€ \\u0001 \"}")
        {
            MessageId = "id-1",
            Subject = "wörk",
            CorrelationId = "c",
            ApplicationProperties = { ["text"] = "ü \"quoted\"\n", ["whole"] = 7L, ["part"] = 1.5, ["yes"] = true },
        };
        await _sender.SendMessageAsync(message, default);
        var received = (await ReceiveAsync())!;
        Assert.Equal(message.Body, received.Body);
        Assert.Equal(("id-1", "wörk", "c", 1, 1L), (received.MessageId, received.Subject, received.CorrelationId, received.DeliveryCount, received.SequenceNumber));
        Assert.Equal(("ü \"quoted\"\n", (object)7L), (received.ApplicationProperties["text"], received.ApplicationProperties["whole"]));
        Assert.Equal((1.5, (object)true), (received.ApplicationProperties["part"], received.ApplicationProperties["yes"]));
        Assert.Equal(4, received.ApplicationProperties.Count);
        Assert.Equal(_time.GetUtcNow(), received.EnqueuedTime);
        Assert.Equal(_time.GetUtcNow().AddSeconds(60), received.LockedUntil);
    }

    [Fact]
    public async Task SendMessagesAsync_MoreThanOneRequestHolds_SendsAllInOrder()
    {
        var bodies = Enumerable.Range(0, 250).Select(i => $"{i:D3}{new string('x', 2_000)}").ToArray();
        await _sender.SendMessagesAsync(bodies.Select(body => new ServiceBusMessage(body)), default);
        Assert.Equal(bodies, _space.Broker.Peek("work").Select(message => System.Text.Encoding.UTF8.GetString(message.Message.Body.Span)));
    }

    [Fact]
    public async Task SendMessagesAsync_OneMessageTooLarge_IsRefusedBeforeItIsSent()
    {
        var failure = await Assert.ThrowsAsync<ServiceBusException>(() => _sender.SendMessageAsync(new ServiceBusMessage(new string('x', 300_000)), default));
        Assert.Equal(ServiceBusFailureReason.QuotaExceeded, failure.Reason);
        Assert.Equal(0, _space.Broker.Operations.Of("work", "send"));
    }

    [Fact]
    public async Task ScheduleMessagesAsync_IsReceivableFromThenOn()
    {
        await _sender.ScheduleMessagesAsync([new ServiceBusMessage("a")], _time.GetUtcNow().AddSeconds(9.5), default);
        _time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Null(await ReceiveAsync());
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal("a", (await ReceiveAsync())!.Body);
    }

    [Fact]
    public async Task ReceiveMessageAsync_LongPoll_IsOneRequestAndIsWoken()
    {
        var receiving = _receiver.ReceiveMessageAsync(TimeSpan.FromSeconds(60), default);
        await PollingAsync();
        _time.Advance(TimeSpan.FromSeconds(50));
        await _sender.SendMessageAsync(new ServiceBusMessage("a"), default);
        Assert.Equal("a", (await receiving.WaitAsync(Patience))!.Body);
        Assert.Equal((1, 0), (_space.Broker.Operations.Of("work", "receive"), _space.Broker.Operations.Of("work", "receive-empty")));
    }

    [Fact]
    public async Task ReceiveMessageAsync_LongerThanAPoll_PollsAgainUntilTheWaitIsOver()
    {
        var receiving = _receiver.ReceiveMessageAsync(TimeSpan.FromSeconds(90), default);
        await PollingAsync();
        _time.Advance(TimeSpan.FromSeconds(60));
        while (_space.Broker.Operations.Of("work", "receive-empty") < 1 || _time.UntilNextTimer is null)
            await Task.Yield();
        Assert.False(receiving.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Null(await receiving.WaitAsync(Patience));
        Assert.Equal(2, _space.Broker.Operations.Of("work", "receive-empty"));
    }

    [Fact]
    public async Task CompleteMessageAsync_LockExpired_IsLockLost()
    {
        await _sender.SendMessageAsync(new ServiceBusMessage("a"), default);
        var message = (await ReceiveAsync())!;
        _time.Advance(TimeSpan.FromSeconds(40));
        await _receiver.RenewMessageLockAsync(message, default);
        Assert.Equal(_time.GetUtcNow().AddSeconds(60), message.LockedUntil);
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Null(await ReceiveAsync());
        _time.Advance(TimeSpan.FromSeconds(1));
        Func<ServiceBusReceivedMessage, CancellationToken, Task>[] settling = [_receiver.CompleteMessageAsync, _receiver.AbandonMessageAsync, _receiver.RenewMessageLockAsync];
        foreach (var settle in settling)
            Assert.Equal(ServiceBusFailureReason.MessageLockLost, (await Assert.ThrowsAsync<ServiceBusException>(() => settle(message, default))).Reason);
        Assert.Equal(2, (await ReceiveAsync())!.DeliveryCount);
    }

    [Fact]
    public async Task AbandonMessageAsync_TenTimes_MakesItADeadLetter()
    {
        await _sender.SendMessageAsync(new ServiceBusMessage("a") { ApplicationProperties = { ["mine"] = "x" } }, default);
        for (var i = 0; i < 10; i++)
            await _receiver.AbandonMessageAsync((await ReceiveAsync())!, default);
        Assert.Null(await ReceiveAsync());
        var dead = _space.Client.CreateReceiver("work", SubQueue.DeadLetter);
        var letter = (await dead.ReceiveMessageAsync(TimeSpan.Zero, default))!;
        Assert.Equal(("a", "MaxDeliveryCountExceeded", "work", (object)"x"), (letter.Body, letter.DeadLetterReason, letter.DeadLetterSource, letter.ApplicationProperties["mine"]));
        await dead.CompleteMessageAsync(letter, default);
        Assert.Equal(0, _space.Broker.Counts("work").Total);
    }

    [Fact]
    public async Task Administration_Queues_AreCreatedCountedListedAndDeleted()
    {
        var administration = _space.Client.CreateAdministrationClient();
        Assert.False(await administration.QueueExistsAsync("new", default));
        await administration.CreateQueueAsync(new CreateQueueOptions("new") { LockDuration = TimeSpan.FromSeconds(30), MaxDeliveryCount = 3, DefaultMessageTimeToLive = TimeSpan.FromHours(1) }, default);
        Assert.True(await administration.QueueExistsAsync("new", default));
        Assert.Equal(
            new QueueSettings { LockDuration = TimeSpan.FromSeconds(30), MaxDeliveryCount = 3, DefaultMessageTimeToLive = TimeSpan.FromHours(1) },
            _space.Broker.Settings("new"));
        Assert.Equal(
            ServiceBusFailureReason.MessagingEntityAlreadyExists,
            (await Assert.ThrowsAsync<ServiceBusException>(() => administration.CreateQueueAsync(new CreateQueueOptions("NEW"), default))).Reason);
        Assert.False(await administration.CreateQueueIfMissingAsync(new CreateQueueOptions("new"), default));
        await _space.Client.CreateSender("new").SendMessagesAsync([new ServiceBusMessage("a"), new ServiceBusMessage("b") { ScheduledEnqueueTime = _time.GetUtcNow().AddHours(1) }], default);
        var properties = await administration.GetQueueRuntimePropertiesAsync("new", default);
        Assert.Equal((1L, 1L, 0L), (properties.ActiveMessageCount, properties.ScheduledMessageCount, properties.DeadLetterMessageCount));
        Assert.Equal((2L, 2L), (properties.TotalMessageCount, properties.SizeInBytes));
        Assert.Equal(["new", "work"], (await administration.GetQueuesAsync(default)).Select(queue => queue.Name));
        Assert.True(await administration.DeleteQueueAsync("new", default));
        Assert.False(await administration.DeleteQueueAsync("new", default));
        Assert.Equal(
            ServiceBusFailureReason.MessagingEntityNotFound,
            (await Assert.ThrowsAsync<ServiceBusException>(() => administration.GetQueueRuntimePropertiesAsync("new", default))).Reason);
    }

    [Fact]
    public async Task Administration_MoreQueuesThanAPage_AreAllListed()
    {
        for (var i = 0; i < 230; i++)
            _space.Broker.EnsureQueue($"q{i:D3}");
        Assert.Equal(231, (await _space.Client.CreateAdministrationClient().GetQueuesAsync(default)).Count);
    }

    [Fact]
    public async Task SasCredential_OneQueue_OpensThatOneOnlyAndMayBeReplaced()
    {
        _space.Broker.EnsureQueue("work-2");
        var connection = ServiceBusConnectionString.Parse(_space.ConnectionString);
        var credential = new ServiceBusSasCredential(ServiceBusSas.ForQueue(connection, "work", _time.GetUtcNow().AddHours(1)));
        var client = new ServiceBusClient(new Uri(_space.Endpoint, "work"), credential, new ServiceBusClientOptions { Time = _time });
        Assert.Null(await client.CreateReceiver("work").ReceiveMessageAsync(TimeSpan.Zero, default));
        Assert.Null(await client.CreateReceiver("work", SubQueue.DeadLetter).ReceiveMessageAsync(TimeSpan.Zero, default));
        await UnauthorizedAsync(client, "work-2");
        _time.Advance(TimeSpan.FromHours(1));
        await UnauthorizedAsync(client, "work");
        credential.Update(ServiceBusSas.ForQueue(connection, "work", _time.GetUtcNow().AddHours(1)));
        Assert.Null(await client.CreateReceiver("work").ReceiveMessageAsync(TimeSpan.Zero, default));
    }

    [Fact]
    public async Task SharedKey_TokensEnd_AreMadeAnew()
    {
        Assert.Null(await ReceiveAsync());
        _time.Advance(TimeSpan.FromHours(5));
        Assert.Null(await ReceiveAsync());
    }

    [Fact]
    public async Task TokenCredential_AsksForTheServiceBusScopeAndSendsTheToken()
    {
        var service = new ScriptedService(() => ScriptedService.Answer(201));
        var credential = new KnownToken();
        var client = new ServiceBusClient("contoso.servicebus.windows.net", credential, service.Options(_time));
        await client.CreateSender("work").SendMessageAsync(new ServiceBusMessage("x"), default);
        Assert.Equal(["https://servicebus.azure.net/.default"], credential.Scopes);
        Assert.Equal(("POST", "https://contoso.servicebus.windows.net/work/messages", "Bearer token"), service.Requests[0]);
        Assert.Throws<FormatException>(() => new ServiceBusClient("https://contoso", credential));
    }

    [Fact]
    public async Task BearerToken_KnownToTheEmulator_IsAccepted()
    {
        using var http = new HttpClient { BaseAddress = _space.Endpoint };
        http.DefaultRequestHeaders.Authorization = new("Bearer", "emulator");
        Assert.Equal(204, (int)(await http.PostAsync("work/messages/head?timeout=0", null)).StatusCode);
        http.DefaultRequestHeaders.Authorization = new("Bearer", "other");
        Assert.Equal(401, (int)(await http.PostAsync("work/messages/head?timeout=0", null)).StatusCode);
    }

    [Fact]
    public async Task ServiceNow_OwnClockMinutesOff_FollowsTheService()
    {
        var client = _space.NewClient(new ManualTimeProvider(_time.GetUtcNow().AddMinutes(-7)));
        Assert.Equal(_time.GetUtcNow().AddMinutes(-7), client.ServiceNow);
        await client.CreateReceiver("work").ReceiveMessageAsync(TimeSpan.Zero, default);
        Assert.Equal(_time.GetUtcNow(), client.ServiceNow, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Throttled_ByTheEmulator_SendsAfterTheWait()
    {
        await using var space = await Namespace.StartAsync(_time, new ServiceBusBrokerOptions { CreditsPerSecond = 10 }, new ServiceBusRestOptions { ThrottledStatus = 503 });
        space.Broker.CreateQueue("work");
        var sending = space.Client.CreateSender("work").SendMessageAsync(new ServiceBusMessage("a"), default);
        while (_time.UntilNextTimer is not { } wait || wait > TimeSpan.FromSeconds(3))
            await Task.Yield();
        Assert.Equal(1, space.Broker.Operations.Of("work", "throttled"));
        _time.Advance(TimeSpan.FromSeconds(3));
        await sending.WaitAsync(Patience);
        Assert.Equal(1, space.Broker.Counts("work").Active);
    }

    private static async Task UnauthorizedAsync(ServiceBusClient client, string queue) => Assert.Equal(
        ServiceBusFailureReason.Unauthorized,
        (await Assert.ThrowsAsync<ServiceBusException>(() => client.CreateReceiver(queue).ReceiveMessageAsync(TimeSpan.Zero, default))).Reason);

    private Task<ServiceBusReceivedMessage?> ReceiveAsync() => _receiver.ReceiveMessageAsync(TimeSpan.Zero, default);

    /// <summary>Until the broker's timer for the end of a poll stands.</summary>
    private async Task PollingAsync()
    {
        while (_time.UntilNextTimer is not { } wait || wait > TimeSpan.FromSeconds(60))
            await Task.Yield();
    }

    private sealed class KnownToken : TokenCredential
    {
        public string[] Scopes { get; private set; } = [];

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            Scopes = requestContext.Scopes;
            return new AccessToken("token", DateTimeOffset.MaxValue);
        }

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(requestContext, cancellationToken));
    }
}
