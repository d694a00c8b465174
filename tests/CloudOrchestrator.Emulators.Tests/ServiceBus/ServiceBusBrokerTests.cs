using System.Text;
using CloudOrchestrator.Emulators.ServiceBus;
using CloudOrchestrator.Testing;

namespace CloudOrchestrator.Emulators.Tests.ServiceBus;

public sealed class ServiceBusBrokerTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ManualTimeProvider _time = new();
    private readonly ServiceBusBroker _broker;

    public ServiceBusBrokerTests()
    {
        _broker = new ServiceBusBroker(new ServiceBusBrokerOptions(), _time);
        _broker.CreateQueue("work");
    }

    public void Dispose() => _broker.Dispose();

    [Fact]
    public async Task PeekLockAsync_MessageThere_LocksTheFirst()
    {
        await SendAsync("a", "b");
        var first = await TakeAsync();
        var second = await TakeAsync();
        Assert.Equal(("a", 1, 1L), (Text(first), first!.DeliveryCount, first.SequenceNumber));
        Assert.Equal("b", Text(second));
        Assert.Null(await TakeAsync());
        Assert.Equal(_time.GetUtcNow().AddSeconds(60), first.LockedUntil);
        await _broker.CompleteAsync("work", first.LockToken);
        Assert.Equal(1, _broker.Counts("work").Active);
    }

    [Fact]
    public async Task PeekLockAsync_Waiting_IsWokenBySend()
    {
        var waiting = _broker.PeekLockAsync("work", TimeSpan.FromSeconds(60), default);
        Assert.False(waiting.IsCompleted);
        await SendAsync("a");
        Assert.Equal("a", Text(await waiting.WaitAsync(Patience)));
    }

    [Fact]
    public async Task PeekLockAsync_NothingComes_EndsWhenTheWaitDoes()
    {
        var waiting = _broker.PeekLockAsync("work", TimeSpan.FromSeconds(60), default);
        _time.Advance(TimeSpan.FromSeconds(59.9));
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Null(await waiting.WaitAsync(Patience));
        Assert.Equal(1, _broker.Operations.Of("work", "receive-empty"));
    }

    [Fact]
    public async Task PeekLockAsync_CallerGivesUp_LeavesTheMessageToOthers()
    {
        using var stop = new CancellationTokenSource();
        var waiting = _broker.PeekLockAsync("work", TimeSpan.FromSeconds(60), stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await SendAsync("a");
        Assert.Equal("a", Text(await TakeAsync()));
    }

    [Fact]
    public async Task PeekLockBatchAsync_WaitsOnlyForTheFirst()
    {
        await SendAsync("a", "b", "c");
        var batch = await _broker.PeekLockBatchAsync("work", 2, TimeSpan.FromSeconds(60), default);
        Assert.Equal(["a", "b"], batch.Select(Text));
        Assert.Equal(["c"], (await _broker.PeekLockBatchAsync("work", 10, TimeSpan.FromSeconds(60), default)).Select(Text));
    }

    [Fact]
    public async Task Lock_NotRenewed_ExpiresAndTheMessageIsDeliveredAgain()
    {
        await SendAsync("a");
        var first = await TakeAsync();
        var waiting = _broker.PeekLockAsync("work", TimeSpan.FromMinutes(5), default);
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(_time.GetUtcNow().AddSeconds(60), await _broker.RenewAsync("work", first!.LockToken));
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        var second = await waiting.WaitAsync(Patience);
        Assert.Equal(("a", 2, first.SequenceNumber), (Text(second), second!.DeliveryCount, second.SequenceNumber));
        await RefusedAsync(BrokerFailure.LockLost, () => _broker.CompleteAsync("work", first.LockToken));
        await _broker.CompleteAsync("work", second.LockToken);
    }

    [Fact]
    public async Task Abandon_PutsTheMessageBackInItsPlace()
    {
        await SendAsync("a", "b");
        await _broker.AbandonAsync("work", (await TakeAsync())!.LockToken);
        Assert.Equal("a", Text(await TakeAsync()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Delivery_TenTimesInVain_EndsInTheDeadLetterQueue(bool abandoning)
    {
        await SendAsync("a");
        for (var delivery = 1; delivery <= 10; delivery++)
        {
            var message = await TakeAsync();
            Assert.Equal(delivery, message!.DeliveryCount);
            if (abandoning)
                await _broker.AbandonAsync("work", message.LockToken);
            else
                _time.Advance(TimeSpan.FromSeconds(60));
        }
        Assert.Null(await TakeAsync());
        Assert.Equal((0, 1), (_broker.Counts("work").Active, _broker.Counts("work").DeadLetter));
        var dead = await _broker.PeekLockAsync("work/$deadletterqueue", TimeSpan.Zero, default);
        Assert.Equal(("a", "work", "MaxDeliveryCountExceeded"), (Text(dead), dead!.DeadLetterSource, dead.Message.Properties["DeadLetterReason"]));
    }

    [Fact]
    public async Task DeadLetterAsync_KeepsReasonAndWakesReceivers()
    {
        var waiting = _broker.PeekLockAsync("work/$DeadLetterQueue", TimeSpan.FromSeconds(10), default);
        await SendAsync("a");
        await _broker.DeadLetterAsync("work", (await TakeAsync())!.LockToken, "Undecodable", "not JSON");
        var dead = await waiting.WaitAsync(Patience);
        Assert.Equal(("Undecodable", "not JSON"), (dead!.Message.Properties["DeadLetterReason"], dead.Message.Properties["DeadLetterErrorDescription"]));
        await _broker.CompleteAsync("work/$DeadLetterQueue", dead.LockToken);
        Assert.Equal(0, _broker.Counts("work").Total);
        Assert.Equal(0, _broker.Counts("work").SizeInBytes);
    }

    [Fact]
    public async Task Send_Scheduled_IsReceivableWhenDueAndInOrderOfTime()
    {
        var now = _time.GetUtcNow();
        await _broker.SendAsync("work", [Message("late") with { ScheduledEnqueueTime = now.AddSeconds(20) }, Message("soon") with { ScheduledEnqueueTime = now.AddSeconds(10) }]);
        Assert.Equal((0, 2), (_broker.Counts("work").Active, _broker.Counts("work").Scheduled));
        var waiting = _broker.PeekLockAsync("work", TimeSpan.FromSeconds(60), default);
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("soon", Text(await waiting.WaitAsync(Patience)));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("late", Text(await TakeAsync()));
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task Send_TimeToLiveOver_VanishesOrIsDeadLettered(bool deadLettering, int deadLetters)
    {
        _broker.CreateQueue("short", new QueueSettings { DeadLetteringOnMessageExpiration = deadLettering });
        await _broker.SendAsync("short", [Message("a") with { TimeToLive = TimeSpan.FromSeconds(5) }]);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Null(await _broker.PeekLockAsync("short", TimeSpan.Zero, default));
        Assert.Equal(deadLetters, _broker.Counts("short").DeadLetter);
    }

    [Fact]
    public async Task SendAsync_TooLarge_IsRefused()
    {
        var half = new BrokerMessage { Body = new byte[128 * 1024] };
        await _broker.SendAsync("work", [half, half]);
        await RefusedAsync(BrokerFailure.MessageTooLarge, () => _broker.SendAsync("work", [half, half, Message("a")]));
        await RefusedAsync(BrokerFailure.MessageTooLarge, () => _broker.SendAsync("work", [new BrokerMessage { Body = new byte[(256 * 1024) + 1] }]));
        var properties = new Dictionary<string, object> { ["p"] = new string('x', 64 * 1024) };
        await RefusedAsync(BrokerFailure.MessageTooLarge, () => _broker.SendAsync("work", [Message("a") with { Properties = properties }]));
        Assert.Equal(2, _broker.Counts("work").Active);
        Assert.Equal(4, _broker.Operations.Of("work", "send"));
    }

    [Fact]
    public async Task CreditsPerSecond_Spent_ThrottlesUntilTheNextSecond()
    {
        using var broker = new ServiceBusBroker(new ServiceBusBrokerOptions { CreditsPerSecond = 12 }, _time);
        broker.CreateQueue("work");
        await broker.SendAsync("work", [Message("a"), Message("b")]);
        var refusal = await RefusedAsync(BrokerFailure.Throttled, () => broker.SendAsync("work", [Message("c")]));
        Assert.Contains("50009", refusal.Message);
        await RefusedAsync(BrokerFailure.Throttled, () => broker.PeekLockAsync("work", TimeSpan.Zero, default));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("a", Text(await broker.PeekLockAsync("work", TimeSpan.Zero, default)));
        Assert.Equal(2, broker.Operations.Of("work", "throttled"));
    }

    [Fact]
    public void Connect_HundredAndFirst_IsRefusedUntilOneCloses()
    {
        var open = Enumerable.Range(0, 100).Select(_ => _broker.Connect()).ToList();
        Assert.Equal(BrokerFailure.TooManyConnections, Assert.Throws<ServiceBusBrokerException>(_broker.Connect).Failure);
        open[0].Dispose();
        open[0].Dispose();
        Assert.Equal(99, _broker.Connections);
        _broker.Connect();
    }

    [Fact]
    public void CreateQueue_NameTakenInAnotherCase_IsRefused()
    {
        Assert.Equal(BrokerFailure.QueueExists, Assert.Throws<ServiceBusBrokerException>(() => _broker.CreateQueue("WORK")).Failure);
        _broker.EnsureQueue("Work");
        Assert.Equal(["work"], _broker.Queues);
    }

    [Fact]
    public async Task DeleteQueue_EndsWaitingReceivers()
    {
        var waiting = _broker.PeekLockAsync("work", TimeSpan.FromMinutes(1), default);
        _broker.DeleteQueue("work");
        Assert.Null(await waiting.WaitAsync(Patience));
        await RefusedAsync(BrokerFailure.QueueNotFound, () => SendAsync("a"));
    }

    [Theory]
    [InlineData(301, 10, 14)]
    [InlineData(60, 0, 14)]
    public void CreateQueue_SettingsOutOfRange_IsRefused(int lockSeconds, int deliveries, int days) => Assert.Equal(
        BrokerFailure.InvalidRequest,
        Assert.Throws<ServiceBusBrokerException>(() => _broker.CreateQueue("q", Settings(lockSeconds, deliveries, days))).Failure);

    [Fact]
    public void CreateQueue_LongTimeToLive_IsRefusedInBasicOnly()
    {
        Assert.Equal(BrokerFailure.NotInTier, Assert.Throws<ServiceBusBrokerException>(() => _broker.CreateQueue("q", Settings(60, 10, 15))).Failure);
        using var standard = new ServiceBusBroker(new ServiceBusBrokerOptions { Tier = ServiceBusTier.Standard }, _time);
        standard.CreateQueue("q", Settings(60, 10, 15));
    }

    [Fact]
    public async Task ManyReceivers_EveryMessageIsDeliveredOnce()
    {
        var seen = new System.Collections.Concurrent.ConcurrentBag<string>();
        var receivers = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            while (await _broker.PeekLockAsync("work", TimeSpan.FromSeconds(1), default) is { } message)
            {
                seen.Add(Text(message));
                await _broker.CompleteAsync("work", message.LockToken);
            }
        })).ToArray();
        for (var i = 0; i < 2_000; i++)
            await SendAsync(i.ToString());
        while (_broker.Counts("work").Total > 0)
            await Task.Yield();
        _time.Advance(TimeSpan.FromSeconds(1));
        while (!receivers.All(receiver => receiver.IsCompleted))
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
        await Task.WhenAll(receivers);
        Assert.Equal(Enumerable.Range(0, 2_000).Select(i => i.ToString()).Order(), seen.Order());
    }

    private static QueueSettings Settings(int lockSeconds, int deliveries, int days) => new()
    {
        LockDuration = TimeSpan.FromSeconds(lockSeconds),
        MaxDeliveryCount = deliveries,
        DefaultMessageTimeToLive = TimeSpan.FromDays(days),
    };

    private static BrokerMessage Message(string text) => BrokerMessage.FromText(text);

    private static string Text(LockedMessage? message) => Encoding.UTF8.GetString(message!.Message.Body.Span);

    private static async Task<ServiceBusBrokerException> RefusedAsync(BrokerFailure failure, Func<Task> action)
    {
        var refusal = await Assert.ThrowsAsync<ServiceBusBrokerException>(action);
        Assert.Equal(failure, refusal.Failure);
        return refusal;
    }

    private Task SendAsync(params string[] bodies) => _broker.SendAsync("work", [.. bodies.Select(Message)]);

    private Task<LockedMessage?> TakeAsync() => _broker.PeekLockAsync("work", TimeSpan.Zero, default);
}
