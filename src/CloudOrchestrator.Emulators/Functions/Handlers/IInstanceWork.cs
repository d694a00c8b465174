namespace CloudOrchestrator.Emulators.Functions.Handlers;

/// <summary>What a group of instances does besides waiting for requests: a trigger that fetches its own work.</summary>
internal interface IInstanceWork
{
    /// <summary>Instances the work at hand is worth, without regard to limits.</summary>
    int InstancesWanted { get; }

    /// <summary>Fetches and runs work on one instance until <paramref name="draining"/> is cancelled, then finishes what it has begun.</summary>
    Task RunAsync(Instance instance, Func<InstanceLease> begin, CancellationToken draining);
}
