using CloudOrchestrator.Objects;

namespace CloudOrchestrator.WorkQueues;

/// <summary>
/// The work queue of a single process. Items wait in memory in the order they were added; what is lost with the process is found again because controllers
/// look at everything when they start. An item added while it is being handled is delivered once more afterwards.
/// </summary>
public sealed class InProcessWorkQueue : IWorkQueue, IDisposable
{
    private readonly InProcessWorkQueueOptions _options;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly Queue<WorkItem> _ready = new();
    private readonly Dictionary<WorkItem, long> _waiting = [];
    private readonly HashSet<WorkItem> _handled = [];
    private readonly HashSet<WorkItem> _addedMeanwhile = [];
    private readonly Dictionary<WorkItem, int> _failures = [];
    private readonly DelayedItems _delayed = new();
    private readonly SemaphoreSlim _readyCount = new(0);
    private readonly ITimer _timer;

    /// <summary>An empty queue.</summary>
    public InProcessWorkQueue(InProcessWorkQueueOptions options, TimeProvider time)
    {
        if (options.FirstRetryDelay <= TimeSpan.Zero || options.LongestRetryDelay < options.FirstRetryDelay || options.Capacity <= 0)
            throw new ArgumentException("delays and capacity must be positive, and the longest delay not below the first", nameof(options));
        _options = options;
        _time = time;
        _timer = time.CreateTimer(_ => MoveDueItems(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Items held: waiting, delayed and being handled.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _waiting.Count + _delayed.Count + _handled.Count;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The queue is full.</exception>
    public ValueTask AddAsync(IReadOnlyList<WorkItem> items, TimeSpan delay, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            foreach (var item in items)
            {
                if (_waiting.Count + _delayed.Count + _addedMeanwhile.Count >= _options.Capacity)
                    throw new InvalidOperationException($"the work queue is full: it holds {_options.Capacity} items");
                Add(item, delay);
            }
            ArmTimer();
        }
        return ValueTask.CompletedTask;
    }

    /// <summary>Delivers items until cancelled, then waits for the handlers that are running and returns. Several receivers share the items.</summary>
    public async Task ReceiveAsync(Func<WorkItem, CancellationToken, Task> handler, int concurrency, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(concurrency, 1);
        var workers = new Task[concurrency];
        for (var i = 0; i < workers.Length; i++)
            workers[i] = WorkAsync(handler, cancellationToken);
        await Task.WhenAll(workers);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _timer.Dispose();
        _readyCount.Dispose();
    }

    private async Task WorkAsync(Func<WorkItem, CancellationToken, Task> handler, CancellationToken cancellationToken)
    {
        // The caller's loop is not this worker's: even a handler that never really waits must not keep the other workers from starting.
        await Task.Yield();
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await OnContext.EnterAsync(_readyCount, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            var item = Take();
            var began = _time.GetTimestamp();
            try
            {
                await handler(item, cancellationToken);
                Finish(item);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                GiveBack(item);
            }
            catch (Exception exception)
            {
                WorkQueueMetrics.Retried(item.Controller);
                _options.OnFailure(item, exception, Retry(item));
            }
            finally
            {
                WorkQueueMetrics.Ended(item.Controller, _time.GetElapsedTime(began));
            }
        }
    }

    private WorkItem Take()
    {
        lock (_gate)
        {
            var item = _ready.Dequeue();
            _waiting.Remove(item, out var since);
            _handled.Add(item);
            WorkQueueMetrics.Begun(item.Controller, _time.GetElapsedTime(since));
            return item;
        }
    }

    private void Finish(WorkItem item)
    {
        lock (_gate)
        {
            _failures.Remove(item);
            Release(item);
        }
    }

    private void GiveBack(WorkItem item)
    {
        lock (_gate)
        {
            _addedMeanwhile.Add(item);
            Release(item);
        }
    }

    private TimeSpan Retry(WorkItem item)
    {
        lock (_gate)
        {
            var failures = _failures.GetValueOrDefault(item);
            _failures[item] = failures + 1;
            var delay = _options.FirstRetryDelay * Math.Pow(2, Math.Min(failures, 62));
            if (delay > _options.LongestRetryDelay)
                delay = _options.LongestRetryDelay;
            Release(item);
            Add(item, delay);
            ArmTimer();
            return delay;
        }
    }

    private void Release(WorkItem item)
    {
        _handled.Remove(item);
        if (_addedMeanwhile.Remove(item))
            Add(item, TimeSpan.Zero);
    }

    private void Add(WorkItem item, TimeSpan delay)
    {
        if (_waiting.ContainsKey(item))
            return;
        if (delay > TimeSpan.Zero)
        {
            _delayed.Add(item, _time.GetUtcNow() + delay);
            return;
        }
        _delayed.Remove(item);
        if (_handled.Contains(item))
        {
            _addedMeanwhile.Add(item);
            return;
        }
        _waiting.Add(item, _time.GetTimestamp());
        WorkQueueMetrics.Added(item.Controller);
        _ready.Enqueue(item);
        _readyCount.Release();
    }

    private void MoveDueItems()
    {
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            while (_delayed.TryTake(now, out var item))
                Add(item, TimeSpan.Zero);
            ArmTimer();
        }
    }

    private void ArmTimer()
    {
        if (_delayed.NextDue is not { } due)
            return;
        var wait = due - _time.GetUtcNow();
        _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
