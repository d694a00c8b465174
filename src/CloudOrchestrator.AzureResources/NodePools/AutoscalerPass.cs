using Azure;
using CloudOrchestrator.AzureResources.Arm;

namespace CloudOrchestrator.AzureResources.NodePools;

/// <summary>
/// One look at all pools: read the cloud, decide, write down what was decided, then do it. What is under way is remembered in the pools' statuses; writing a status
/// with its resourceVersion is the lock that lets one of several processes act.
/// </summary>
internal sealed class AutoscalerPass(ScaleSetClient scaleSets, ObjectEvents events, IObjectClient client, ClusterView view, ReconcileContext context)
{
    private static readonly TimeSpan WhileScaling = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AfterConflict = TimeSpan.FromSeconds(2);

    private readonly Requeue _requeue = new();

    /// <summary>Returns when to look again.</summary>
    public async Task<TimeSpan?> RunAsync(IReadOnlyList<NodePool> pools, CancellationToken cancellationToken)
    {
        var works = pools.Select(pool => new PoolWork(pool)).ToArray();
        foreach (var work in works)
            await ObserveAsync(work, cancellationToken);
        var removal = new NodeRemoval(scaleSets, events, client, view, _requeue, context.Now);
        await removal.RemoveLostAsync(works, cancellationToken);
        foreach (var work in works.Where(work => work.View is not null))
            LookAt(work);
        await removal.ContinueAsync(works, cancellationToken);
        var scaleUp = DecideScaleUp(works);
        var going = DecideScaleDown(works, scaleUp);
        foreach (var work in works)
            await CarryOutAsync(work, removal, going, cancellationToken);
        foreach (var (pod, reason) in scaleUp.NotHelped)
            await events.NormalAsync(client, pod, "NotTriggerScaleUp", $"pod didn't trigger scale-up: {reason}", cancellationToken);
        return _requeue.After;
    }

    private async Task ObserveAsync(PoolWork work, CancellationToken cancellationToken)
    {
        var nodes = view.Nodes.Where(node => ProviderId.IsIn(node, work.ScaleSet)).ToArray();
        try
        {
            work.View = await scaleSets.GetAsync(work.ScaleSet, cancellationToken);
            // Machines are read one page per hundred; most of the time the capacity alone says that all is well.
            if (work.View.Capacity != nodes.Length || !nodes.All(NodeConditions.IsReady) || nodes.Any(node => AutoscalerNames.RemovalOf(node) is not null))
                work.Machines = await scaleSets.MachinesAsync(work.ScaleSet, cancellationToken);
        }
        catch (RequestFailedException exception)
        {
            work.View = null;
            Unreadable(work, ArmFailure.Of(exception));
        }
    }

    private void Unreadable(PoolWork work, ArmFailure failure)
    {
        var reason = failure.Kind switch
        {
            ArmFailureKind.NotFound => "ScaleSetNotFound",
            ArmFailureKind.Denied => "Forbidden",
            ArmFailureKind.Invalid => failure.Code,
            _ => null,
        };
        // Being told to wait says nothing about the pool.
        if (reason is not null)
            work.Status = work.Status.With(PoolConditions.Ready, false, reason, failure.Message, work.Pool.Metadata.Generation, context.Now);
        _requeue.In(failure.RetryAfter);
    }

    private void LookAt(PoolWork work)
    {
        var nodes = view.Nodes.Where(node => ProviderId.IsIn(node, work.ScaleSet)).ToArray();
        var outlook = PoolProgress.Of(work.Pool, work.View!, work.Machines, nodes, context.Now);
        work.Status = outlook.Status;
        work.Discard = outlook.Discard;
        work.Capacity = outlook.Capacity;
        work.State = new(work.Pool with { Status = outlook.Status }, nodes, outlook.Target, outlook.Upcoming);
        work.SizeBefore = outlook.Target;
    }

    private ScaleUpDecision DecideScaleUp(PoolWork[] works)
    {
        if (view.Unschedulable.Count == 0)
            return new([], [], []);
        var decision = ScaleUp.Decide(view.Scheduler, view.Unschedulable, [.. works.Select(work => work.State)], view.DaemonSets, context);
        foreach (var increase in decision.Increases)
        {
            var work = works.Single(work => work.State == increase.Pool);
            work.Helped = increase.Pods;
            var scaling = new NodePoolScaling { Target = increase.Target, Since = context.Now };
            var status = work.Status with { Scaling = scaling, LastScaleTime = context.Now, LastScaleUpTime = context.Now };
            work.Status = PoolProgress.Limited(work.Pool, status, increase.Target, context.Now);
        }

        if (decision.NotHelped.Count > 0)
            _requeue.In(works.Select(work => work.Status.BackoffUntil - context.Now).Where(wait => wait > TimeSpan.Zero).Min());
        return decision;
    }

    private IReadOnlyList<(PoolState Pool, Node Node)> DecideScaleDown(PoolWork[] works, ScaleUpDecision scaleUp)
    {
        var isGrowing = scaleUp.Increases.Count + scaleUp.Waiting.Count > 0;
        var states = works.Select(work => work.State with { Pool = work.Pool with { Status = work.Status } }).ToArray();
        // The kind PodDisruptionBudget is not served: evictions that the API refuses (429) are what holds a drain.
        var decision = ScaleDown.Decide(new(view.Scheduler, states, view.PodsOn, [], isGrowing), context);
        foreach (var work in works.Where(work => work.View is not null))
        {
            var unneeded = decision.Unneeded[work.State.Name];
            work.Status = work.Status with { Unneeded = unneeded.Count == 0 ? null : unneeded };
            if (decision.Remove.Any(removal => removal.Pool.Name == work.State.Name))
                work.Status = work.Status with { LastScaleTime = context.Now };
        }

        _requeue.In(decision.RequeueAfter);
        return decision.Remove;
    }

    private async Task CarryOutAsync(PoolWork work, NodeRemoval removal, IReadOnlyList<(PoolState Pool, Node Node)> going, CancellationToken cancellationToken)
    {
        if (!await StoreAsync(work, cancellationToken) || work.View is null)
            return;
        try
        {
            await ScaleAsync(work, cancellationToken);
        }
        catch (RequestFailedException exception)
        {
            await RefusedAsync(work, ArmFailure.Of(exception), cancellationToken);
        }

        foreach (var (_, node) in going.Where(entry => entry.Pool.Name == work.State.Name))
            await removal.MarkAsync(node, cancellationToken);
    }

    private async Task ScaleAsync(PoolWork work, CancellationToken cancellationToken)
    {
        if (work.Discard.Count > 0)
            await scaleSets.DeleteAsync(work.ScaleSet, work.Discard.Select(machine => machine.Id), cancellationToken);
        else if (work.Capacity is { } capacity)
            await scaleSets.SetCapacityAsync(work.ScaleSet, work.View!, capacity, cancellationToken);
        if (work.Status.Scaling is not { } scaling)
            return;
        _requeue.In(WhileScaling);
        // A capacity is absolute: asked for while machines are being deleted it would bring them back, or lose others.
        if (scaling.Accepted == true || work.IsBeingShrunk || work.Discard.Count > 0)
            return;
        await scaleSets.SetCapacityAsync(work.ScaleSet, work.View!, scaling.Target, cancellationToken);
        work.Status = work.Status with { Scaling = scaling with { Accepted = true } };
        await StoreAsync(work, cancellationToken);
        var message = $"pod triggered scale-up: [{{{work.State.Name} {work.SizeBefore}->{scaling.Target} (max: {work.State.Max})}}]";
        foreach (var pod in work.Helped)
            await events.NormalAsync(client, pod, "TriggeredScaleUp", message, cancellationToken);
    }

    private async Task RefusedAsync(PoolWork work, ArmFailure failure, CancellationToken cancellationToken)
    {
        if (failure.Kind == ArmFailureKind.NoCapacity && work.Status.Scaling is { Accepted: not true })
        {
            var status = PoolProgress.Failed(work.Pool, work.Status, failure.Code, failure.Message, context.Now);
            work.Status = PoolProgress.Limited(work.Pool, status, work.View!.Capacity, context.Now);
            await events.WarningAsync(client, work.Pool, "FailedToScaleUpGroup", failure.Message, cancellationToken);
            // Another pool may have the room.
            _requeue.In(TimeSpan.Zero);
        }
        else
        {
            Unreadable(work, failure);
        }

        await StoreAsync(work, cancellationToken);
    }

    // False when somebody else has changed the pool since it was read: what was decided may no longer hold.
    private async Task<bool> StoreAsync(PoolWork work, CancellationToken cancellationToken)
    {
        if (work.Pool.Status is { } old && JsonNode.DeepEquals(ObjectJson.ToJsonObject(old), ObjectJson.ToJsonObject(work.Status)))
            return true;
        var stored = await client.UpdateAsync(work.Pool with { Status = work.Status }, "status", cancellationToken);
        if (stored.Error?.Code is 404 or 409)
        {
            _requeue.In(AfterConflict);
            return false;
        }

        work.Pool = stored.Require();
        return true;
    }
}
