using System.Collections.Concurrent;
using System.Diagnostics;
using CloudOrchestrator.Objects;
using CloudOrchestrator.WorkQueues;
using Xunit;

namespace CloudOrchestrator.Testing.Contracts;

/// <summary>What every <see cref="IWorkQueue"/> must do. An adapter's tests derive from it. Delivery is at least once, so nothing here forbids a second one.</summary>
public abstract class WorkQueueContract : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _stop = new();

    /// <summary>The clock of the queue.</summary>
    protected ManualTimeProvider Time { get; } = new();

    /// <summary>The queue under test.</summary>
    protected IWorkQueue Queue { get; private set; } = null!;

    /// <inheritdoc/>
    public async Task InitializeAsync() => Queue = await OpenAsync();

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        _stop.Dispose();
        await CleanUpAsync();
    }

    /// <summary>Makes an empty queue on <see cref="Time"/>.</summary>
    protected abstract Task<IWorkQueue> OpenAsync();

    /// <summary>Removes what the queue left behind.</summary>
    protected virtual Task CleanUpAsync() => Task.CompletedTask;

    [Fact]
    public async Task AddAsync_SeveralItems_EachIsDelivered()
    {
        WorkItem[] items = [Item("a"), Item("b"), new("$changes", new ObjectKey("pods", "1-17")), new("other", new ObjectKey("", "ä\"€<\\>"))];
        var heard = Listen(2);
        await AddAsync(items);
        await heard.UntilAsync(() => items.All(heard.Has));
    }

    [Fact]
    public async Task AddAsync_NoItems_DoesNothing()
    {
        await AddAsync();
        await AddAsync(Item("a"));
        var heard = Listen(1);
        await heard.UntilAsync(() => heard.Has(Item("a")));
        Assert.DoesNotContain(heard.Items, item => item != Item("a"));
    }

    [Fact]
    public async Task AddAsync_ThousandsAtOnce_LosesNone()
    {
        var items = Enumerable.Range(0, 5_000).Select(i => Item($"a-rather-long-name-of-an-object-that-takes-some-room-{i}")).ToArray();
        await AddAsync(items);
        var heard = Listen(16);
        await heard.UntilAsync(() => heard.Distinct == items.Length);
    }

    [Fact]
    public async Task AddAsync_CancelledBefore_AddsNothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Queue.AddAsync([Item("a")], TimeSpan.Zero, new CancellationToken(true)));
        await AddAsync(Item("b"));
        var heard = Listen(1);
        await heard.UntilAsync(() => heard.Has(Item("b")));
        Assert.False(heard.Has(Item("a")));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(30)]
    public async Task AddAsync_WithDelay_DeliversNotBeforeItIsDue(int seconds)
    {
        await Queue.AddAsync([Item("late")], TimeSpan.FromSeconds(seconds), default);
        await AddAsync(Item("now"));
        var heard = Listen(2);
        await heard.UntilAsync(() => heard.Has(Item("now")));
        Time.Advance(TimeSpan.FromSeconds(seconds - 0.5));
        await AddAsync(Item("marker"));
        await heard.UntilAsync(() => heard.Has(Item("marker")));
        Assert.False(heard.Has(Item("late")));
        await AdvanceUntilAsync(() => heard.Has(Item("late")));
    }

    [Fact]
    public async Task AddAsync_EarlierThanDelayed_IsDeliveredAtOnce()
    {
        await Queue.AddAsync([Item("a")], TimeSpan.FromHours(1), default);
        await AddAsync(Item("a"));
        var heard = Listen(1);
        await heard.UntilAsync(() => heard.Has(Item("a")));
    }

    [Fact]
    public async Task ReceiveAsync_ItemAddedWhileHandled_IsDeliveredAgainAndNeverTwiceAtOnce()
    {
        var running = 0;
        var overlaps = 0;
        var added = false;
        var heard = Listen(4, async item =>
        {
            if (Interlocked.Increment(ref running) > 1)
                Interlocked.Increment(ref overlaps);
            if (!added)
            {
                added = true;
                await AddAsync(item);
                await AddAsync(item);
                await Task.Yield();
            }
            Interlocked.Decrement(ref running);
        });
        await AddAsync(Item("a"));
        await heard.UntilAsync(() => heard.Items.Count >= 2);
        Assert.Equal(0, overlaps);
    }

    [Fact]
    public async Task ReceiveAsync_ManyProducersAndWorkers_HandlesEachItemAfterItsLastAdd()
    {
        const int Keys = 20;
        var active = new int[Keys];
        var wanted = new int[Keys];
        var seen = new int[Keys];
        var overlaps = 0;
        var heard = Listen(8, async item =>
        {
            var key = int.Parse(item.Key.Name);
            if (Interlocked.Increment(ref active[key]) > 1)
                Interlocked.Increment(ref overlaps);
            Volatile.Write(ref seen[key], Volatile.Read(ref wanted[key]));
            await Task.Yield();
            Interlocked.Decrement(ref active[key]);
        });
        await Parallel.ForAsync(0, 1_000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
        {
            Interlocked.Increment(ref wanted[i % Keys]);
            await AddAsync(Item((i % Keys).ToString()));
        });
        await heard.UntilAsync(() => wanted.SequenceEqual(seen));
        Assert.Equal(0, overlaps);
    }

    [Fact]
    public async Task ReceiveAsync_Concurrency_IsUsedAndNotExceeded()
    {
        const int Concurrency = 3;
        var running = 0;
        var most = 0;
        var all = new TaskCompletionSource();
        var heard = Listen(Concurrency, async _ =>
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            if (now == Concurrency)
                all.TrySetResult();
            await all.Task;
            Interlocked.Decrement(ref running);
        });
        for (var i = 0; i < 12; i++)
            await AddAsync(Item(i.ToString()));
        await heard.UntilAsync(() => heard.Distinct == 12);
        Assert.Equal(Concurrency, most);
    }

    [Fact]
    public async Task ReceiveAsync_HandlerFails_DeliversAgainLaterAndOthersMeanwhile()
    {
        var failures = 0;
        var heard = Listen(1, item => item == Item("bad") && Interlocked.Increment(ref failures) <= 3 ? throw new InvalidOperationException("no") : Task.CompletedTask);
        await AddAsync(Item("bad"), Item("good"));
        await heard.UntilAsync(() => heard.Has(Item("good")) && Volatile.Read(ref failures) >= 1);
        await AdvanceUntilAsync(() => heard.Has(Item("bad")));
        Assert.Equal(4, failures);
    }

    [Fact]
    public async Task ReceiveAsync_Cancelled_GivesTheItemBack()
    {
        await AddAsync(Item("a"));
        using var first = new CancellationTokenSource();
        await Queue.ReceiveAsync(
            async (_, cancellationToken) =>
            {
                await first.CancelAsync();
                cancellationToken.ThrowIfCancellationRequested();
            },
            2,
            first.Token).WaitAsync(Patience);
        // A remote queue may have handed the item to a poll that was cancelled in that moment; it comes back when that lock ends.
        var heard = Listen(1);
        await AdvanceUntilAsync(() => heard.Has(Item("a")));
    }

    [Fact]
    public async Task ReceiveAsync_TwoReceivers_ShareTheItems()
    {
        var items = Enumerable.Range(0, 50).Select(i => Item(i.ToString())).ToArray();
        var one = Listen(2);
        var other = Listen(2);
        foreach (var item in items)
            await AddAsync(item);
        await one.UntilAsync(() => items.All(item => one.Has(item) || other.Has(item)));
    }

    /// <summary>An item of a test.</summary>
    protected static WorkItem Item(string name) => new("test", new ObjectKey("default", name));

    /// <summary>Adds items without delay.</summary>
    protected Task AddAsync(params WorkItem[] items) => Queue.AddAsync(items, TimeSpan.Zero, default).AsTask();

    /// <summary>Moves the clock on, a second at a time, until something holds.</summary>
    protected async Task AdvanceUntilAsync(Func<bool> condition)
    {
        // The other side of the queue works in real time: it gets a moment between two steps.
        using var moment = new SemaphoreSlim(0);
        var start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Patience, "it never happened");
            Time.Advance(TimeSpan.FromSeconds(1));
            await moment.WaitAsync(Step);
        }
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int known;
        while ((known = Volatile.Read(ref target)) < value)
            Interlocked.CompareExchange(ref target, value, known);
    }

    private Heard Listen(int concurrency, Func<WorkItem, Task>? handler = null)
    {
        var heard = new Heard();
        heard.Receiving = Queue.ReceiveAsync(
            async (item, _) =>
            {
                if (handler is not null)
                    await handler(item);
                heard.Add(item);
            },
            concurrency,
            _stop.Token);
        return heard;
    }

    /// <summary>What a receiver has handled without failing.</summary>
    private sealed class Heard
    {
        private readonly ConcurrentDictionary<WorkItem, int> _counts = new();
        private readonly SemaphoreSlim _changed = new(0);

        public Task Receiving { get; set; } = Task.CompletedTask;

        public ConcurrentQueue<WorkItem> Items { get; } = new();

        public int Distinct => _counts.Count;

        public bool Has(WorkItem item) => _counts.ContainsKey(item);

        public void Add(WorkItem item)
        {
            Items.Enqueue(item);
            _counts.AddOrUpdate(item, 1, (_, count) => count + 1);
            _changed.Release();
        }

        public async Task UntilAsync(Func<bool> condition)
        {
            var start = Stopwatch.GetTimestamp();
            while (!condition())
            {
                Assert.True(Stopwatch.GetElapsedTime(start) < Patience, $"it never happened; {Items.Count} items were handled");
                if (Receiving.IsFaulted)
                    await Receiving;
                await _changed.WaitAsync(Step);
            }
        }
    }
}
