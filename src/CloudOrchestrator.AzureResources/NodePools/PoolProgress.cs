namespace CloudOrchestrator.AzureResources.NodePools;

/// <summary>Finds out what has become of the machines a pool asked for. Pure.</summary>
internal static class PoolProgress
{
    /// <summary>Machines that have not joined after this time never will.</summary>
    public static readonly TimeSpan ProvisioningTimeout = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan BackoffFirst = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan BackoffMax = TimeSpan.FromMinutes(30);

    // What has just been accepted may not be seen at once.
    private static readonly TimeSpan AcceptanceLag = TimeSpan.FromMinutes(1);

    /// <summary>Compares the pool's intention with the scale set. <paramref name="machines"/> may be null when every machine has a node that is ready.</summary>
    public static PoolOutlook Of(NodePool pool, ScaleSetView view, IReadOnlyList<Machine>? machines, IReadOnlyList<Node> nodes, DateTimeOffset now)
    {
        var count = Count.Of(view, machines, nodes);
        var old = pool.Status ?? new();
        var status = (old with { Replicas = nodes.Count, ObservedGeneration = pool.Metadata.Generation })
            .With(PoolConditions.Ready, true, "ScaleSetFound", "", pool.Metadata.Generation, now);
        var dead = pool.Spec?.Spot == true ? count.Stopped : [];
        var outlook = old.Scaling switch
        {
            { Accepted: not true } scaling => Unaccepted(pool, status, scaling, count, now),
            { } scaling => Accepted(pool, status, scaling, count, view, now),
            null when old.BackoffUntil > now => new(status, count.Settled, 0, [.. count.Coming, .. count.Failed], count.Unmade > 0 ? count.Made : null),
            null => Unasked(status, count, now),
        };
        return WithLimits(pool, outlook with { Discard = [.. outlook.Discard, .. dead] }, now);
    }

    /// <summary>The status after machines did not come: the pool is left alone for a while, longer each time.</summary>
    public static NodePoolStatus Failed(NodePool pool, NodePoolStatus status, string reason, string message, DateTimeOffset now)
    {
        var failures = (status.Failures ?? 0) + 1;
        var backoff = BackoffFirst * Math.Pow(2, Math.Min(failures - 1, 10));
        return (status with { Scaling = null, Failures = failures, BackoffUntil = now + (backoff < BackoffMax ? backoff : BackoffMax) })
            .With(PoolConditions.ProvisioningFailed, true, reason, message, pool.Metadata.Generation, now);
    }

    private static PoolOutlook Unaccepted(NodePool pool, NodePoolStatus status, NodePoolScaling scaling, Count count, DateTimeOffset now)
    {
        if (now - scaling.Since <= ProvisioningTimeout)
            return new(status, scaling.Target, Math.Max(0, scaling.Target - count.Joined - count.Stopped.Count), [], null);
        var message = $"the cloud did not accept {scaling.Target} machines within {ProvisioningTimeout.TotalMinutes} minutes";
        return new(Failed(pool, status, "NotAccepted", message, now), count.Settled, 0, [], null);
    }

    private static PoolOutlook Accepted(NodePool pool, NodePoolStatus status, NodePoolScaling scaling, Count count, ScaleSetView view, DateTimeOffset now)
    {
        var neverMade = view.ProvisioningState == "Failed" ? count.Unmade : 0;
        if (now - scaling.Since > ProvisioningTimeout && count.Coming.Count + count.Unmade > 0)
        {
            var message = $"{count.Coming.Count + count.Unmade} machines did not join within {ProvisioningTimeout.TotalMinutes} minutes";
            return new(Failed(pool, status, "TimedOut", message, now), count.Settled, 0, [.. count.Coming, .. count.Failed], count.Unmade > 0 ? count.Made : null);
        }

        if (count.Failed.Count + neverMade > 0)
        {
            var failed = Failed(pool, status, "AllocationFailed", $"{count.Failed.Count + neverMade} of {scaling.Target} machines could not be made", now);
            var left = count.Settled + count.Coming.Count;
            return count.Coming.Count > 0
                ? new(failed with { Scaling = scaling with { Target = left } }, left, count.Coming.Count, count.Failed, neverMade > 0 ? count.Made : null)
                : new(failed, left, 0, count.Failed, neverMade > 0 ? count.Made : null);
        }

        if (count.Coming.Count + count.Unmade > 0 || (count.Capacity < scaling.Target && now - scaling.Since < AcceptanceLag))
            return new(status, scaling.Target, Math.Max(0, scaling.Target - count.Joined - count.Stopped.Count), [], null);
        var isComplete = count.Joined + count.Stopped.Count >= scaling.Target;
        var done = status with { Scaling = null, Failures = isComplete ? null : status.Failures, BackoffUntil = isComplete ? null : status.BackoffUntil };
        if (isComplete && done.IsTrue(PoolConditions.ProvisioningFailed))
            done = done.With(PoolConditions.ProvisioningFailed, false, "MachinesJoined", "", pool.Metadata.Generation, now);
        return new(done, count.Capacity, 0, [], null);
    }

    // Somebody else changed the capacity, or the pool is new: its machines count as on their way from now on.
    private static PoolOutlook Unasked(NodePoolStatus status, Count count, DateTimeOffset now)
    {
        var upcoming = count.Coming.Count + count.Unmade;
        return upcoming == 0
            ? new(status, count.Capacity - count.Failed.Count, 0, count.Failed, null)
            : new(
                status with { Scaling = new NodePoolScaling { Target = count.Capacity, Since = now, Accepted = true }, LastScaleUpTime = now },
                count.Capacity, upcoming, count.Failed, null);
    }

    private static PoolOutlook WithLimits(NodePool pool, PoolOutlook outlook, DateTimeOffset now)
    {
        var min = pool.Spec?.Min ?? 0;
        var status = outlook.Status;
        if (outlook.Target < min && !(status.BackoffUntil > now))
        {
            status = status with { Scaling = new NodePoolScaling { Target = min, Since = now }, LastScaleTime = now, LastScaleUpTime = now };
            outlook = outlook with { Upcoming = outlook.Upcoming + min - outlook.Target, Target = min };
        }

        return outlook with { Status = Limited(pool, status, outlook.Target, now) };
    }

    /// <summary>The status for a number of machines asked for.</summary>
    public static NodePoolStatus Limited(NodePool pool, NodePoolStatus status, int target, DateTimeOffset now)
    {
        var isLimited = target >= (pool.Spec?.Max ?? 0);
        return (status with { Desired = target }).With(
            PoolConditions.ScalingLimited,
            isLimited,
            isLimited ? "TooManyReplicas" : "DesiredWithinRange",
            isLimited ? "the pool has its maximum of nodes" : "",
            pool.Metadata.Generation,
            now);
    }

    /// <summary>How many machines are in which state.</summary>
    private sealed record Count(int Capacity, int Made, int Joined, IReadOnlyList<Machine> Coming, IReadOnlyList<Machine> Failed, IReadOnlyList<Machine> Stopped)
    {
        /// <summary>Asked for and not there, not even as a machine that is starting.</summary>
        public int Unmade => Math.Max(0, Capacity - Made);

        /// <summary>Machines that count whatever becomes of those on their way.</summary>
        public int Settled => Joined + Stopped.Count;

        public static Count Of(ScaleSetView view, IReadOnlyList<Machine>? machines, IReadOnlyList<Node> nodes)
        {
            if (machines is null)
                return new(view.Capacity, view.Capacity, nodes.Count, [], [], []);
            var known = nodes.Select(ProviderId.MachineOf).ToHashSet(StringComparer.OrdinalIgnoreCase);
            var there = machines.Where(machine => !machine.IsBeingDeleted).ToArray();
            var unjoined = there.Where(machine => !known.Contains(machine.ResourceId)).ToArray();
            return new(
                Math.Max(0, view.Capacity - (machines.Count - there.Length)),
                there.Length,
                there.Length - unjoined.Length,
                [.. unjoined.Where(machine => machine.MayJoin)],
                [.. unjoined.Where(machine => machine is { IsFailed: true, IsDeallocated: false })],
                [.. unjoined.Where(machine => machine.IsDeallocated)]);
        }
    }
}
