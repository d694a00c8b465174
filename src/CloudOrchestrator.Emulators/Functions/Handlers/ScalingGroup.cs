namespace CloudOrchestrator.Emulators.Functions.Handlers;

/// <summary>
/// Functions that scale together. Instances come when requests wait or work is there, and go when they have done nothing for a while, down to none.
/// </summary>
internal sealed class ScalingGroup : IAsyncDisposable
{
    private static readonly TimeSpan ListenAgain = TimeSpan.FromSeconds(1);

    private const int TriggerInstancesPerStep = 4;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    private readonly int _slots;
    private readonly int _min;
    private readonly IInstanceWork? _work;
    private readonly HostOptions _options;
    private readonly Func<int, ScalingGroup, Instance> _create;
    private readonly EmulatorLog _log;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly List<Instance> _instances = [];
    private readonly Queue<TaskCompletionSource<InstanceLease>> _waiting = new();
    private readonly HashSet<Task> _lives = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _wake = new(0, 1);
    private Task? _loop;
    private long? _lastStart;
    private long? _gaveUp;
    private int _number;
    private int _next;

    /// <summary>A group without instances.</summary>
    /// <param name="name">Its name, as Azure names it: <c>http</c> or <c>function:Work</c>.</param>
    /// <param name="slots">Requests one instance takes at once.</param>
    /// <param name="work">What its instances fetch for themselves; null: only requests.</param>
    /// <param name="options">Limits and times.</param>
    /// <param name="create">Makes the instance of a number.</param>
    /// <param name="log">Where to say what happens.</param>
    /// <param name="time">The clock.</param>
    public ScalingGroup(string name, int slots, IInstanceWork? work, HostOptions options, Func<int, ScalingGroup, Instance> create, EmulatorLog log, TimeProvider time)
    {
        (Name, _slots, _work, _options, _create, _log, _time) = (name, slots, work, options, create, log, time);
        _min = Math.Min(options.MinInstances.GetValueOrDefault(name), options.MaxInstances);
    }

    /// <summary>The group's name.</summary>
    public string Name { get; }

    /// <summary>First processes started because nobody was there or more were needed.</summary>
    public int ColdStarts { get; private set; }

    /// <summary>GB-seconds of instances that are gone.</summary>
    public double PastGigabyteSeconds { get; private set; }

    /// <summary>Requests that wait for a place.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
                return _waiting.Count(waiter => !waiter.Task.IsCompleted);
        }
    }

    /// <summary>The instances there are.</summary>
    public IReadOnlyList<Instance> Instances
    {
        get
        {
            lock (_gate)
                return [.. _instances];
        }
    }

    /// <summary>Begins to scale.</summary>
    public void Start() => _loop = Task.Run(ScaleAsync);

    /// <summary>Says that something changed: an instance, or the work at hand.</summary>
    public void Wake()
    {
        lock (_gate)
        {
            if (_wake.CurrentCount == 0)
                _wake.Release();
        }
    }

    /// <summary>A place on an instance; waits for one to come up. Throws <see cref="HostNotRunningException"/> when none will.</summary>
    public async Task<InstanceLease> AcquireAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource<InstanceLease> waiter;
        lock (_gate)
        {
            if (_waiting.Count == 0 && Pick() is { } free)
                return Enter(free);
            waiter = new TaskCompletionSource<InstanceLease>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(waiter);
        }

        Wake();
        await using var registration = cancellationToken.Register(() => waiter.TrySetCanceled(cancellationToken));
        return await waiter.Task;
    }

    /// <summary>Ends every instance after what runs on it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        if (_loop is not null)
            await _loop;
        Task[] ends;
        lock (_gate)
        {
            foreach (var waiter in _waiting)
                waiter.TrySetException(new HostNotRunningException("the host is stopping"));
            var starting = _instances.Where(instance => instance.State == InstanceState.Starting).ToArray();
            foreach (var instance in _instances)
                instance.Drain();
            ends = [.. _lives, .. starting.Select(instance => instance.StopAsync())];
        }

        await Task.WhenAll(ends);
        _stopping.Dispose();
        _wake.Dispose();
    }

    private InstanceLease Enter(Instance instance)
    {
        instance.Running++;
        instance.Meter.Enter();
        return new InstanceLease(instance, Leave);
    }

    private void Leave(Instance instance)
    {
        lock (_gate)
        {
            instance.Running--;
            instance.LastActive = _time.GetTimestamp();
            instance.Meter.Leave();
            Serve();
        }

        Wake();
    }

    /// <summary>The instance with the most room; in turn when several have the same.</summary>
    private Instance? Pick()
    {
        Instance? best = null;
        for (var i = 0; i < _instances.Count; i++)
        {
            var instance = _instances[(_next + i) % _instances.Count];
            if (instance.Serves && instance.Running < _slots && (best is null || instance.Running < best.Running))
                best = instance;
        }

        _next++;
        return best;
    }

    private void Serve()
    {
        while (_waiting.TryPeek(out var waiter))
        {
            if (waiter.Task.IsCompleted)
            {
                _waiting.Dequeue();
                continue;
            }

            if (Pick() is not { } instance)
                return;
            _waiting.Dequeue();
            var lease = Enter(instance);
            if (waiter.TrySetResult(lease))
                continue;

            // Its caller gave up in this moment.
            instance.Running--;
            instance.Meter.Leave();
        }
    }

    private async Task ScaleAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            lock (_gate)
            {
                Replace();
                Serve();
                Grow();
                Shrink();
            }

            try
            {
                using var tick = new CancellationTokenSource(Tick, _time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(tick.Token, _stopping.Token);
                await _wake.WaitAsync(either.Token);
            }
            catch (OperationCanceledException)
            {
                // Time to look again, or to end.
            }
        }
    }

    private void Replace()
    {
        foreach (var instance in _instances.Where(instance => instance.State == InstanceState.GaveUp).ToArray())
        {
            if (_instances.Remove(instance))
                PastGigabyteSeconds += instance.Meter.GigabyteSeconds;
            _gaveUp = _time.GetTimestamp();
            _log.Write(Name, $"{instance.Name} is given up; a new instance may come in {_options.ReplaceDelay.TotalSeconds:0.#} s");
        }

        if (!Barred() || _instances.Any(instance => instance.State is not InstanceState.Draining))
            return;
        while (_waiting.TryDequeue(out var waiter))
            waiter.TrySetException(new HostNotRunningException("Function host is not running."));
    }

    private bool Barred() => _gaveUp is { } at && _time.GetElapsedTime(at) < _options.ReplaceDelay;

    private int Wanted()
    {
        var busy = _waiting.Count(waiter => !waiter.Task.IsCompleted) + (_work is null ? _instances.Sum(instance => instance.Running) : 0);
        var wanted = Math.Max((busy + _slots - 1) / _slots, _work?.InstancesWanted ?? 0);
        return Math.Clamp(wanted, _min, _options.MaxInstances);
    }

    private void Grow()
    {
        var live = _instances.Count(instance => instance.State is not InstanceState.Draining);
        var missing = Wanted() - live;
        if (missing <= 0 || Barred())
            return;
        if (_lastStart is { } last && live > 0 && live >= _min && _time.GetElapsedTime(last) < _options.ScaleInterval)
            return;
        var step = live < _min ? missing : _work is null ? 1 : Math.Min(missing, TriggerInstancesPerStep);
        for (var i = 0; i < step; i++)
        {
            var instance = _create(++_number, this);
            _instances.Add(instance);
            _lives.RemoveWhere(life => life.IsCompletedSuccessfully);
            _lives.Add(LiveAsync(instance));
            ColdStarts++;
            _log.Write(Name, $"scaled to {live + i + 1}: {instance.Name} starts (waiting {_waiting.Count}, wanted {Wanted()})");
        }

        _lastStart = _time.GetTimestamp();
    }

    private void Shrink()
    {
        var live = _instances.Where(instance => instance.State is not InstanceState.Draining).ToList();
        var keep = Math.Max(_min, Math.Min(Wanted(), 1));
        foreach (var instance in live.ToArray())
        {
            if (live.Count <= keep || instance.State != InstanceState.Ready || instance.Running > 0 || _time.GetElapsedTime(instance.LastActive) < _options.IdleTimeout)
                continue;
            live.Remove(instance);
            instance.Drain();
            _log.Write(Name, $"scaled to {live.Count}: {instance.Name} has been idle for {_options.IdleTimeout.TotalSeconds:0.#} s");
        }
    }

    /// <summary>One instance from start to end.</summary>
    private async Task LiveAsync(Instance instance)
    {
        await Task.Yield();
        instance.Start();
        try
        {
            await instance.FirstReady;
            lock (_gate)
            {
                instance.LastActive = _time.GetTimestamp();
                Serve();
            }

            using var draining = new CancellationTokenSource();
            var work = WorkAsync(instance, draining.Token);
            await instance.Leaving;
            await draining.CancelAsync();
            await QuietAsync(instance, work);
            if (instance.State != InstanceState.GaveUp)
                await instance.StopAsync();
            await work;
        }
        catch (OperationCanceledException) when (instance.FirstReady.IsCanceled)
        {
            // It gave up or was stopped before it could do anything.
            if (instance.State != InstanceState.GaveUp)
                await instance.StopAsync();
        }

        lock (_gate)
        {
            if (_instances.Remove(instance))
                PastGigabyteSeconds += instance.Meter.GigabyteSeconds;
        }
    }

    private async Task WorkAsync(Instance instance, CancellationToken draining)
    {
        while (_work is not null && !draining.IsCancellationRequested)
        {
            try
            {
                await _work.RunAsync(instance, () => Begin(instance), draining);
                return;
            }
            catch (OperationCanceledException) when (draining.IsCancellationRequested)
            {
                _log.Write(instance.Name, "stopped before it could listen");
            }
            catch (Exception exception)
            {
                // A listener that died would leave its messages lying for ever, and nobody would know why.
                _log.Write(instance.Name, $"the listener failed and starts again: {exception}");
                await Task.Delay(ListenAgain, _time, draining).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private InstanceLease Begin(Instance instance)
    {
        lock (_gate)
            return Enter(instance);
    }

    /// <summary>Waits for what runs to end. When everything stops it does not: then a handler has the time from SIGTERM on.</summary>
    private async Task QuietAsync(Instance instance, Task work)
    {
        while (!_stopping.IsCancellationRequested && (Running() > 0 || !work.IsCompleted))
            await Task.Delay(TimeSpan.FromMilliseconds(20), _time);

        int Running()
        {
            lock (_gate)
                return instance.Running;
        }
    }
}
