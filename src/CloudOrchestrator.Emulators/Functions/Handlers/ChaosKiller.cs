namespace CloudOrchestrator.Emulators.Functions.Handlers;

/// <summary>Kills random handler processes, at random times around a mean, both from a seed.</summary>
internal sealed class ChaosKiller(Func<IReadOnlyList<Instance>> instances, EmulatorLog log, TimeProvider time)
{
    private readonly SemaphoreSlim _changed = new(0);
    private readonly Lock _gate = new();
    private TimeSpan _every;
    private IdSource _chance = new(0);
    private int _kills;

    /// <summary>Processes killed so far.</summary>
    public int Kills => Volatile.Read(ref _kills);

    /// <summary>From now on kills about this often; zero: not any more. The seed begins anew.</summary>
    public void Set(TimeSpan every, int seed)
    {
        lock (_gate)
            (_every, _chance) = (every, new IdSource(seed));
        _changed.Release();
        if (every > TimeSpan.Zero)
            log.Write("chaos", $"a handler process is killed about every {every.TotalSeconds:0.##} s, seed {seed}");
    }

    /// <summary>Kills until cancelled: half to one and a half times the mean apart.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var pause = Pause();
            using var due = pause is null ? new CancellationTokenSource() : new CancellationTokenSource(pause.Value, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(due.Token, cancellationToken);
            await _changed.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (due.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
                Kill();
        }
    }

    private TimeSpan? Pause()
    {
        lock (_gate)
            return _every > TimeSpan.Zero ? _every * (0.5 + _chance.NextShare()) : null;
    }

    private void Kill()
    {
        var candidates = instances().Where(instance => instance.ProcessId is not null).OrderBy(instance => instance.Name, StringComparer.Ordinal).ToArray();
        if (candidates.Length == 0)
            return;
        Instance victim;
        lock (_gate)
            victim = candidates[_chance.Next(candidates.Length)];
        Interlocked.Increment(ref _kills);
        log.Write("chaos", $"kills the handler of {victim.Name} (process {victim.ProcessId}, {victim.Running} running)");
        victim.EndProcess("killed by chaos");
    }
}
