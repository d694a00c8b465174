namespace CloudOrchestrator.Emulators.Functions.Handlers;

/// <summary>Kills random handler processes, at random times around a mean, both from a seed.</summary>
internal sealed class ChaosKiller(Func<IReadOnlyList<Instance>> instances, TimeSpan every, IdSource chance, EmulatorLog log, TimeProvider time)
{
    private int _kills;

    /// <summary>Processes killed so far.</summary>
    public int Kills => Volatile.Read(ref _kills);

    /// <summary>Kills until cancelled: half to one and a half times the mean apart.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(every * (0.5 + chance.NextShare()), time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested)
                return;
            Kill();
        }
    }

    /// <summary>Kills one, if there is any.</summary>
    public void Kill()
    {
        var candidates = instances().Where(instance => instance.ProcessId is not null).OrderBy(instance => instance.Name, StringComparer.Ordinal).ToArray();
        if (candidates.Length == 0)
            return;
        var victim = candidates[chance.Next(candidates.Length)];
        Interlocked.Increment(ref _kills);
        log.Write("chaos", $"kills the handler of {victim.Name} (process {victim.ProcessId}, {victim.Running} running)");
        victim.EndProcess("killed by chaos");
    }
}
