using System.Diagnostics;
using System.Globalization;
using System.Text;
using CloudOrchestrator.Emulators.ServiceBus;
using CloudOrchestrator.Objects;
using CloudOrchestrator.ServiceBus.Work;
using CloudOrchestrator.Testing;
using CloudOrchestrator.WorkQueues;

namespace CloudOrchestrator.ServiceBus.Tests.Work;

public sealed class ServiceBusWorkQueueTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ManualTimeProvider _time = new();
    private readonly ServiceBusWorkQueueOptions _options = new();
    private Namespace _space = null!;
    private ServiceBusWorkQueue _queue = null!;

    public async Task InitializeAsync()
    {
        _space = await Namespace.StartAsync(_time);
        await ServiceBusWorkQueue.EnsureQueuesAsync(_space.Client.CreateAdministrationClient(), _options, default);
        _queue = new ServiceBusWorkQueue(_space.Client, _options);
    }

    public async Task DisposeAsync() => await _space.DisposeAsync();

    [Fact]
    public async Task EnsureQueuesAsync_Twice_LeavesTheQueues()
    {
        await ServiceBusWorkQueue.EnsureQueuesAsync(_space.Client.CreateAdministrationClient(), _options, default);
        Assert.Equal(["work", "work-poison"], _space.Broker.Queues);
        Assert.Equal((10, 2000), (_space.Broker.Settings("work").MaxDeliveryCount, _space.Broker.Settings("work-poison").MaxDeliveryCount));
    }

    [Fact]
    public async Task AddAsync_ManyItems_ShareAMessage()
    {
        await AddAsync(0, [.. Enumerable.Range(0, 500).Select(i => Item(i.ToString()))]);
        Assert.Single(Messages());
        Assert.Equal(500, Messages()[0].Items.Count);
    }

    [Fact]
    public async Task AddAsync_SameItemTwiceInOneCall_TravelsOnce()
    {
        await AddAsync(0, Item("a"), Item("b"), Item("a"));
        Assert.Equal([Item("a"), Item("b")], Messages().Single().Items);
    }

    [Fact]
    public async Task AddAsync_MoreThanAMessageHolds_IsSplit()
    {
        var items = Enumerable.Range(0, 4_000).Select(i => Item($"{i}-{new string('x', 200)}")).ToArray();
        await AddAsync(0, items);
        Assert.InRange(Messages().Count, 4, 8);
        Assert.Equal(items, Messages().SelectMany(message => message.Items));
        Assert.All(_space.Broker.Peek("work"), message => Assert.InRange(message.Message.Size, 1, 256 * 1024));
    }

    [Fact]
    public async Task AddAsync_WhileASendIsUnderWay_GoesOutTogetherWithTheNext()
    {
        var gate = new TaskCompletionSource<HttpResponseMessage>();
        var service = new GatedService(gate.Task);
        var queue = new ServiceBusWorkQueue(service.Client(_time), _options);
        var first = queue.AddAsync([Item("first")], TimeSpan.Zero, default).AsTask();
        await service.Asked.WaitAsync(Patience);
        var others = Enumerable.Range(0, 50).Select(i => queue.AddAsync([Item(i.ToString())], TimeSpan.Zero, default).AsTask()).ToArray();
        Assert.False(first.IsCompleted);
        gate.SetResult(ScriptedService.Answer(201));
        await first.WaitAsync(Patience);
        await Task.WhenAll(others).WaitAsync(Patience);
        Assert.Equal(2, service.Bodies.Count);
        Assert.All(Enumerable.Range(0, 50), i => Assert.Contains($"\\\"{i}\\\"", service.Bodies[1], StringComparison.Ordinal));
    }

    [Fact]
    public async Task AddAsync_SendFails_TellsEveryCallerOfThatSendAndNoOther()
    {
        var gate = new TaskCompletionSource<HttpResponseMessage>();
        var service = new GatedService(gate.Task, () => ScriptedService.Answer(410), () => ScriptedService.Answer(201));
        var queue = new ServiceBusWorkQueue(service.Client(_time), _options);
        var first = queue.AddAsync([Item("first")], TimeSpan.Zero, default).AsTask();
        await service.Asked.WaitAsync(Patience);
        var second = queue.AddAsync([Item("second")], TimeSpan.FromSeconds(5), default).AsTask();
        var third = queue.AddAsync([Item("third")], TimeSpan.Zero, default).AsTask();
        gate.SetResult(ScriptedService.Answer(201));
        await first.WaitAsync(Patience);
        Assert.Equal(ServiceBusFailureReason.MessagingEntityNotFound, (await Assert.ThrowsAsync<ServiceBusException>(() => second)).Reason);
        await Assert.ThrowsAsync<ServiceBusException>(() => third);
        // What failed is not remembered as scheduled.
        await queue.AddAsync([Item("second")], TimeSpan.FromSeconds(5), default);
        Assert.Equal(3, service.Bodies.Count);
        Assert.Contains("second", service.Bodies[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddAsync_LongDelays_MeetOnAGrid()
    {
        _time.Advance(TimeSpan.FromSeconds(1.3));
        await AddAsync(30, Item("a"));
        await AddAsync(32, Item("b"));
        await AddAsync(34, Item("c"));
        await AddAsync(4, Item("d"));
        var start = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal([(6.0, "d"), (35, "a"), (35, "b"), (40, "c")], Scheduled().Select(message => ((message.Due - start).TotalSeconds, message.Item)));
    }

    [Fact]
    public async Task AddAsync_ScheduledAlready_IsNotScheduledForTheSameTimeOrLater()
    {
        await AddAsync(60, Item("a"));
        await AddAsync(60, Item("a"));
        await AddAsync(300, Item("a"));
        Assert.Single(Messages());
        await AddAsync(20, Item("a"));
        Assert.Equal(2, Messages().Count);
        await AddAsync(0, Item("a"));
        Assert.Equal(3, Messages().Count);
        _time.Advance(TimeSpan.FromSeconds(60));
        await AddAsync(60, Item("a"));
        Assert.Equal(4, Messages().Count);
    }

    [Fact]
    public async Task AddAsync_ScheduledForAboutNow_IsScheduledAgain()
    {
        await AddAsync(20, Item("a"));
        _time.Advance(TimeSpan.FromSeconds(15));
        await AddAsync(20, Item("a"));
        Assert.Equal(2, Messages().Count);
    }

    [Fact]
    public async Task AddAsync_ClockMinutesFast_SchedulesByTheServicesClock()
    {
        var client = _space.NewClient(new ManualTimeProvider(_time.GetUtcNow().AddMinutes(5)));
        var queue = new ServiceBusWorkQueue(client, _options);
        await queue.AddAsync([Item("first contact")], TimeSpan.Zero, default);
        await queue.AddAsync([Item("a")], TimeSpan.FromSeconds(30), default);
        Assert.InRange(Scheduled().Single().Due, _time.GetUtcNow().AddSeconds(30), _time.GetUtcNow().AddSeconds(36));
    }

    [Fact]
    public async Task AddAsync_WithinATrace_CarriesIt()
    {
        using var activity = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        await AddAsync(0, Item("a"));
        Assert.Equal(activity.Id, Messages().Single().TraceParent);
        Assert.Equal(activity.Id, _space.Broker.Peek("work").Single().Message.Properties["traceparent"]);
    }

    [Fact]
    public async Task ReceiveAsync_SlowHandler_KeepsTheLockAndIsDeliveredOnce()
    {
        await AddAsync(0, Item("a"));
        using var stop = new CancellationTokenSource();
        var handled = 0;
        var release = new TaskCompletionSource();
        var receiving = _queue.ReceiveAsync(
            async (_, _) =>
            {
                Interlocked.Increment(ref handled);
                await release.Task;
            },
            2,
            stop.Token);
        await UntilAsync(() => Volatile.Read(ref handled) == 1);
        for (var renewals = 1; renewals <= 5; renewals++)
        {
            var wanted = renewals;
            await UntilAsync(() => _space.Broker.Operations.Of("work", "renew") >= wanted, TimeSpan.FromSeconds(1));
        }
        release.SetResult();
        await UntilAsync(() => _space.Broker.Counts("work").Total == 0);
        await stop.CancelAsync();
        await receiving.WaitAsync(Patience);
        Assert.Equal(1, handled);
        Assert.Equal(1, _space.Broker.Operations.Of("work", "complete"));
    }

    [Fact]
    public async Task ReceiveAsync_Undecodable_GoesToThePoisonQueueWithTheReason()
    {
        await _space.Broker.SendAsync("work", [BrokerMessage.FromText("no JSON")]);
        await ReceivingAsync((_, _) => Task.CompletedTask, () => _space.Broker.Counts("work-poison").Active == 1 && _space.Broker.Counts("work").Total == 0);
        var poison = Assert.Single(await new PoisonQueue(_space.Client, _options).ListAsync(10, default));
        Assert.Equal(("work-poison", "no JSON", 0), (poison.Source, poison.Body, poison.Items.Count));
        Assert.Contains("not", poison.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReceiveAsync_FailsTenTimes_EndsInThePoisonQueueAndComesBackByRedrive()
    {
        var tries = new List<DateTimeOffset>();
        var outcomes = new List<RetryOutcome>();
        var options = _options with { OnFailure = (_, _, outcome) => outcomes.Add(outcome) };
        var queue = new ServiceBusWorkQueue(_space.Client, options);
        await queue.AddAsync([Item("good"), Item("bad")], TimeSpan.Zero, default);
        using var stop = new CancellationTokenSource();
        var receiving = queue.ReceiveAsync(
            (item, _) =>
            {
                if (item == Item("good"))
                    return Task.CompletedTask;
                tries.Add(_time.GetUtcNow());
                throw new InvalidOperationException("broken thing");
            },
            1,
            stop.Token);
        await UntilAsync(() => _space.Broker.Counts("work-poison").Active == 1 && _space.Broker.Counts("work").Total == 0, TimeSpan.FromSeconds(5));
        await stop.CancelAsync();
        await receiving.WaitAsync(Patience);
        Assert.Equal(10, tries.Count);
        Assert.Equal([1.0, 2, 4, 8, 16, 32, 64, 128, 256, 0], outcomes.Select(outcome => outcome.Delay.TotalSeconds));
        Assert.True(outcomes[^1].IsPoison);
        for (var i = 1; i < tries.Count; i++)
            Assert.True(tries[i] - tries[i - 1] >= outcomes[i - 1].Delay);
        var poisons = new PoisonQueue(_space.Client, options);
        for (var look = 0; look < 12; look++)
            Assert.Single(await poisons.ListAsync(10, default));
        var poison = (await poisons.ListAsync(10, default))[0];
        Assert.Equal((Item("bad"), "InvalidOperationException: broken thing", 10), (poison.Items[0], poison.Reason, poison.Attempts));
        var result = await poisons.RedriveAsync(10, default);
        Assert.Single(result.Redriven);
        Assert.Equal(0, _space.Broker.Counts("work-poison").Total);
        var again = Messages().Single();
        Assert.Equal((Item("bad"), 1), (again.Items.Single(), again.Attempt));
    }

    [Fact]
    public async Task PoisonQueue_HostsDeadLettersAndUnreadableOnes_AreListedRedrivenAndPurged()
    {
        await AddAsync(0, Item("a"), Item("b"));
        var locked = await _space.Broker.PeekLockAsync("work", TimeSpan.Zero, default);
        await _space.Broker.DeadLetterAsync("work", locked!.LockToken, "MaxDeliveryCountExceeded", "ten times in vain");
        await _queue.Retry.PoisonAsync("gibberish", "cannot be read", default);
        var poisons = new PoisonQueue(_space.Client, _options);
        Assert.Equal(
            [("work-poison", "cannot be read", 0), ("work/$DeadLetterQueue", "ten times in vain", 2)],
            (await poisons.ListAsync(10, default)).Select(message => (message.Source, message.Reason, message.Items.Count)));
        var result = await poisons.RedriveAsync(10, default);
        Assert.Equal(("work/$DeadLetterQueue", "work-poison"), (result.Redriven.Single().Source, result.Unreadable.Single().Source));
        Assert.Equal([Item("a"), Item("b")], Messages().Single().Items);
        Assert.Equal(0, _space.Broker.Counts("work").DeadLetter);
        Assert.Equal("gibberish", (await poisons.PurgeUnreadableAsync(10, default)).Single().Body);
        Assert.Empty(await poisons.ListAsync(10, default));
    }

    [Fact]
    public async Task PoisonQueue_More_ThanWanted_StopsAtTheMaximum()
    {
        for (var i = 0; i < 5; i++)
            await _queue.Retry.PoisonAsync(new WorkMessage([Item(i.ToString())]).Encode(), "r", default);
        var poisons = new PoisonQueue(_space.Client, _options);
        Assert.Equal(3, (await poisons.ListAsync(3, default)).Count);
        Assert.Equal(["0", "1"], (await poisons.RedriveAsync(2, default)).Redriven.Select(message => message.Items[0].Key.Name));
        Assert.Equal(3, _space.Broker.Counts("work-poison").Active);
    }

    [Fact]
    public async Task ReceiveAsync_QueueMissing_ReportsAndGoesOnWhenItIsThere()
    {
        _space.Broker.DeleteQueue("work");
        var reported = new List<Exception>();
        var queue = new ServiceBusWorkQueue(_space.Client, _options with { OnReceiveFailure = reported.Add });
        using var stop = new CancellationTokenSource();
        var handled = new TaskCompletionSource();
        var receiving = queue.ReceiveAsync(
            (_, _) =>
            {
                handled.TrySetResult();
                return Task.CompletedTask;
            },
            1,
            stop.Token);
        await UntilAsync(() => reported.Count > 0);
        Assert.Equal(ServiceBusFailureReason.MessagingEntityNotFound, ((ServiceBusException)reported[0]).Reason);
        _space.Broker.CreateQueue("work");
        await queue.AddAsync([Item("a")], TimeSpan.Zero, default);
        await UntilAsync(() => handled.Task.IsCompleted, TimeSpan.FromSeconds(1));
        await stop.CancelAsync();
        await receiving.WaitAsync(Patience);
    }

    private static WorkItem Item(string name) => new("test", new ObjectKey("default", name));

    private Task AddAsync(double seconds, params WorkItem[] items) => _queue.AddAsync(items, TimeSpan.FromSeconds(seconds), default).AsTask();

    private List<WorkMessage> Messages() => [.. _space.Broker.Peek("work").Select(message => WorkMessage.Decode(Encoding.UTF8.GetString(message.Message.Body.Span)))];

    private IEnumerable<(DateTimeOffset Due, string Item)> Scheduled() => _space.Broker.Peek("work")
        .Where(message => message.Message.ScheduledEnqueueTime is not null)
        .Select(message => (message.Message.ScheduledEnqueueTime!.Value, WorkMessage.Decode(Encoding.UTF8.GetString(message.Message.Body.Span)).Items[0].Key.Name));

    private async Task ReceivingAsync(Func<WorkItem, CancellationToken, Task> handler, Func<bool> condition)
    {
        using var stop = new CancellationTokenSource();
        var receiving = _queue.ReceiveAsync(handler, 1, stop.Token);
        await UntilAsync(condition);
        await stop.CancelAsync();
        await receiving.WaitAsync(Patience);
    }

    private async Task UntilAsync(Func<bool> condition, TimeSpan advance = default)
    {
        using var moment = new SemaphoreSlim(0);
        var start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Patience, "it never happened");
            if (advance > TimeSpan.Zero)
                _time.Advance(advance);
            await moment.WaitAsync(TimeSpan.FromMilliseconds(10));
        }
    }
}
