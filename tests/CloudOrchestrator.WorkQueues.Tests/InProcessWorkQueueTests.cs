using CloudOrchestrator.Objects;
using CloudOrchestrator.Testing;

namespace CloudOrchestrator.WorkQueues.Tests;

public sealed class InProcessWorkQueueTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ManualTimeProvider _time = new();
    private readonly List<(WorkItem Item, TimeSpan Delay)> _failures = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly InProcessWorkQueue _queue;

    public InProcessWorkQueueTests() => _queue = Queue(1_000);

    public void Dispose()
    {
        _queue.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task AddAsync_SameItemTwice_IsDeliveredOnce()
    {
        await AddAsync(Item("a"), Item("b"), Item("a"));
        await AddAsync(Item("b"));
        Assert.Equal([Item("a"), Item("b")], await ReceiveAsync(2));
        Assert.Equal(0, _queue.Count);
    }

    [Fact]
    public async Task ReceiveAsync_ItemAddedWhileHandled_IsDeliveredAgainAfterwards()
    {
        await AddAsync(Item("a"));
        var running = 0;
        var deliveries = 0;
        await _queue.ReceiveAsync(
            async (item, _) =>
            {
                Assert.Equal(1, Interlocked.Increment(ref running));
                if (++deliveries == 1)
                {
                    await AddAsync(item, item);
                    await Task.Yield();
                }
                else
                {
                    await _stop.CancelAsync();
                }
                Interlocked.Decrement(ref running);
            },
            4,
            _stop.Token).WaitAsync(Patience);
        Assert.Equal(2, deliveries);
        Assert.Equal(0, _queue.Count);
    }

    [Fact]
    public async Task ReceiveAsync_ManyProducersAndWorkers_NeverHandlesOneItemTwiceAtOnceAndLosesNone()
    {
        const int Keys = 50;
        var active = new int[Keys];
        var seen = new int[Keys];
        var wanted = new int[Keys];
        var receiving = _queue.ReceiveAsync(
            async (item, _) =>
            {
                var key = int.Parse(item.Key.Name);
                Assert.Equal(1, Interlocked.Increment(ref active[key]));
                Volatile.Write(ref seen[key], Volatile.Read(ref wanted[key]));
                await Task.Yield();
                Interlocked.Decrement(ref active[key]);
            },
            8,
            _stop.Token);
        await Parallel.ForAsync(0, 20_000, async (i, _) =>
        {
            Interlocked.Increment(ref wanted[i % Keys]);
            await AddAsync(Item((i % Keys).ToString()));
        });
        while (_queue.Count > 0)
            await Task.Yield();
        await _stop.CancelAsync();
        await receiving.WaitAsync(Patience);
        Assert.Equal(wanted, seen);
        Assert.Empty(_failures);
    }

    [Fact]
    public async Task AddAsync_WithDelay_DeliversWhenDue()
    {
        await _queue.AddAsync([Item("late")], TimeSpan.FromSeconds(10), default);
        await _queue.AddAsync([Item("soon")], TimeSpan.FromSeconds(5), default);
        await _queue.AddAsync([Item("late")], TimeSpan.FromSeconds(20), default);
        var received = new Received(_queue, _stop.Token);
        _time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Empty(received.Items);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        await received.WaitForAsync(1);
        _time.Advance(TimeSpan.FromSeconds(5));
        await received.WaitForAsync(2);
        _time.Advance(TimeSpan.FromSeconds(30));
        await StopAsync(received);
        Assert.Equal([Item("soon"), Item("late")], received.Items);
    }

    [Fact]
    public async Task AddAsync_EarlierThanDelayed_MovesTheItemForward()
    {
        await _queue.AddAsync([Item("a")], TimeSpan.FromHours(1), default);
        await AddAsync(Item("a"));
        Assert.Equal([Item("a")], await ReceiveAsync(1));
        Assert.Equal(0, _queue.Count);
    }

    [Fact]
    public async Task ReceiveAsync_FailingHandler_BacksOffUpToTheCap()
    {
        await AddAsync(Item("a"));
        var attempts = 0;
        var delivered = new SemaphoreSlim(0);
        var receiving = _queue.ReceiveAsync(
            (_, _) =>
            {
                attempts++;
                delivered.Release();
                return attempts < 6 ? throw new InvalidOperationException("no") : Task.CompletedTask;
            },
            1,
            _stop.Token);
        for (var attempt = 1; attempt <= 6; attempt++)
        {
            Assert.True(await delivered.WaitAsync(Patience));
            while (attempt < 6 && _failures.Count < attempt)
                await Task.Yield();
            _time.Advance(attempt < 6 ? _failures[attempt - 1].Delay : TimeSpan.Zero);
        }
        await _stop.CancelAsync();
        await receiving.WaitAsync(Patience);
        Assert.Equal([100, 200, 400, 500, 500], _failures.Select(failure => (int)failure.Delay.TotalMilliseconds));
        Assert.Equal(0, _queue.Count);
    }

    [Fact]
    public async Task ReceiveAsync_Cancelled_GivesTheItemBack()
    {
        await AddAsync(Item("a"));
        await _queue.ReceiveAsync(
            async (_, cancellationToken) =>
            {
                await _stop.CancelAsync();
                cancellationToken.ThrowIfCancellationRequested();
            },
            3,
            _stop.Token).WaitAsync(Patience);
        Assert.Equal(1, _queue.Count);
        Assert.Empty(_failures);
    }

    [Fact]
    public async Task AddAsync_FullQueue_Throws()
    {
        using var queue = Queue(2);
        await queue.AddAsync([Item("a"), Item("b")], TimeSpan.Zero, default);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await queue.AddAsync([Item("c")], TimeSpan.Zero, default));
    }

    private static WorkItem Item(string name) => new("test", new ObjectKey("default", name));

    private InProcessWorkQueue Queue(int capacity) => new(
        new InProcessWorkQueueOptions
        {
            FirstRetryDelay = TimeSpan.FromMilliseconds(100),
            LongestRetryDelay = TimeSpan.FromMilliseconds(500),
            Capacity = capacity,
            OnFailure = (item, _, delay) => _failures.Add((item, delay)),
        },
        _time);

    private ValueTask AddAsync(params WorkItem[] items) => _queue.AddAsync(items, TimeSpan.Zero, default);

    private async Task<IReadOnlyList<WorkItem>> ReceiveAsync(int count)
    {
        var received = new Received(_queue, _stop.Token);
        await received.WaitForAsync(count);
        await StopAsync(received);
        return received.Items;
    }

    private async Task StopAsync(Received received)
    {
        await _stop.CancelAsync();
        await received.Done.WaitAsync(Patience);
    }

    private sealed class Received
    {
        private readonly SemaphoreSlim _arrived = new(0);
        private int _counted;

        public Received(InProcessWorkQueue queue, CancellationToken cancellationToken) => Done = queue.ReceiveAsync(
            (item, _) =>
            {
                Items.Add(item);
                _arrived.Release();
                return Task.CompletedTask;
            },
            1,
            cancellationToken);

        public List<WorkItem> Items { get; } = [];

        public Task Done { get; }

        public async Task WaitForAsync(int count)
        {
            for (; _counted < count; _counted++)
                Assert.True(await _arrived.WaitAsync(Patience));
        }
    }
}
