using Azure;
using CloudOrchestrator.AzureResources.Arm;
using CloudOrchestrator.Kinds.Policy.Evictions;

namespace CloudOrchestrator.AzureResources.NodePools;

/// <summary>Takes nodes out of the cluster: those whose machines have gone, and those the autoscaler does not need.</summary>
internal sealed class NodeRemoval(
    ScaleSetClient scaleSets, ObjectEvents events, IObjectClient client, ClusterView view, Requeue requeue, DateTimeOffset now)
{
    private const string CordonedBy = "cloudorchestrator.io/cordoned-by";

    // Pods may take this long to go; then the node stays.
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan DrainPoll = TimeSpan.FromSeconds(10);

    // Time in which a binding decided before the taint was seen becomes visible.
    private static readonly TimeSpan AfterMark = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LostPoll = TimeSpan.FromSeconds(30);

    /// <summary>Deletes nodes that are not ready and whose machines do not exist or do not run any more.</summary>
    public async Task RemoveLostAsync(IReadOnlyList<PoolWork> works, CancellationToken cancellationToken)
    {
        var silent = view.Nodes.Where(node => !NodeConditions.IsReady(node) && ProviderId.ScaleSetOf(node) is not null).ToArray();
        foreach (var group in silent.GroupBy(node => ProviderId.ScaleSetOf(node)!, StringComparer.OrdinalIgnoreCase))
        {
            if (await MachinesOfAsync(group.Key, works, cancellationToken) is not { } machines)
                continue;
            foreach (var node in group)
            {
                var machine = machines.FirstOrDefault(machine => ProviderId.IsOn(node, machine));
                if (machine is { IsDeallocated: false })
                    requeue.In(LostPoll);
                else
                    await DeleteNodeAsync(node, "DeletingNode", Because(node, machine), cancellationToken);
            }
        }
    }

    /// <summary>Begins to remove a node: no new pods, then, on a later pass, drain.</summary>
    public async Task MarkAsync(Node node, CancellationToken cancellationToken)
    {
        var seconds = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var taint = new Taint { Key = AutoscalerNames.ToBeDeleted, Value = seconds, Effect = "NoSchedule" };
        var cordons = node.Spec?.Unschedulable != true;
        var patch = NodePatch(node, [.. node.Spec?.Taints ?? [], taint], cordons ? true : null, cordons ? NodePoolController.ControllerName : null);
        if (await PatchAsync(node, patch, cancellationToken))
            await events.NormalAsync(client, node, "ScaleDown", "marked the node as toBeDeleted/unschedulable", cancellationToken);
        requeue.In(AfterMark);
    }

    /// <summary>Goes on with the removals that have begun.</summary>
    public async Task ContinueAsync(IReadOnlyList<PoolWork> works, CancellationToken cancellationToken)
    {
        foreach (var work in works.Where(work => work.View is not null))
        {
            foreach (var node in work.State.Nodes.Where(node => AutoscalerNames.RemovalOf(node) is not null))
                await ContinueAsync(work, node, cancellationToken);
        }
    }

    private async Task ContinueAsync(PoolWork work, Node node, CancellationToken cancellationToken)
    {
        var machine = work.Machines?.FirstOrDefault(machine => ProviderId.IsOn(node, machine));
        if (work.Machines is not null && machine is null or { IsBeingDeleted: true })
        {
            await DeleteNodeAsync(node, "ScaleDown", "node removed by cluster autoscaler", cancellationToken);
            return;
        }

        var began = AutoscalerNames.RemovalTime(node) ?? now;
        var pods = view.PodsOn(node.Metadata.Name!).Where(pod => !PodProgress.IsFinished(pod) && !NodeUse.BelongsToNode(pod)).ToArray();
        if (pods.Length > 0)
        {
            if (now - began > DrainTimeout)
                await GiveUpAsync(node, pods.Length, cancellationToken);
            else
                await EvictAsync(pods, cancellationToken);
        }
        else if (now - began < AfterMark)
        {
            requeue.In(AfterMark);
        }
        else
        {
            await DeleteMachineAsync(work, node, cancellationToken);
        }
    }

    private async Task DeleteMachineAsync(PoolWork work, Node node, CancellationToken cancellationToken)
    {
        try
        {
            await scaleSets.DeleteAsync(work.ScaleSet, [ProviderId.NumberOf(node)!], cancellationToken);
        }
        catch (RequestFailedException exception) when (ArmFailure.Of(exception) is { Kind: not ArmFailureKind.NotFound } failure)
        {
            await events.WarningAsync(client, node, "ScaleDownFailed", $"failed to delete machine: {failure.Message}", cancellationToken);
            requeue.In(failure.RetryAfter);
            return;
        }

        await DeleteNodeAsync(node, "ScaleDown", "node removed by cluster autoscaler", cancellationToken);
    }

    private async Task EvictAsync(IReadOnlyList<Pod> pods, CancellationToken cancellationToken)
    {
        requeue.In(DrainPoll);
        foreach (var pod in pods.Where(pod => pod.Metadata.DeletionTimestamp is null))
        {
            var (space, name) = (pod.Metadata.Namespace ?? "", pod.Metadata.Name ?? "");
            var eviction = new Eviction
            {
                ApiVersion = "policy/v1",
                Kind = "Eviction",
                Metadata = new ObjectMeta { Namespace = space, Name = name },
                DeleteOptions = new DeleteOptions { Preconditions = new Preconditions { Uid = pod.Metadata.Uid } },
            };
            var evicted = await client.PostAsync<Pod, Eviction>(space, name, "eviction", eviction, cancellationToken);
            if (evicted.Succeeded)
                await events.NormalAsync(client, pod, "ScaleDown", "deleting pod for node scale down", cancellationToken);
            else if (evicted.Error.Code is not (404 or 409 or 429))
                evicted.Require();
            // Gone, or another of the same name: nothing to evict. Refused by a budget (429): asked again until the drain times out.
        }
    }

    private async Task GiveUpAsync(Node node, int podCount, CancellationToken cancellationToken)
    {
        var taints = (node.Spec?.Taints ?? []).Where(taint => taint.Key != AutoscalerNames.ToBeDeleted).ToArray();
        var cordoned = node.Metadata.Annotations?.GetValueOrDefault(CordonedBy) == NodePoolController.ControllerName;
        if (await PatchAsync(node, NodePatch(node, taints, cordoned ? false : null, null), cancellationToken))
        {
            var message = $"failed to drain the node, {podCount} pods are still there after {DrainTimeout.TotalMinutes} minutes";
            await events.WarningAsync(client, node, "ScaleDownFailed", message, cancellationToken);
        }
    }

    private async Task DeleteNodeAsync(Node node, string reason, string message, CancellationToken cancellationToken)
    {
        var options = new DeleteOptions { Preconditions = new Preconditions { Uid = node.Metadata.Uid } };
        var deleted = await client.DeleteAsync<Node>("", node.Metadata.Name!, options, cancellationToken);
        if (deleted.Error?.Code is not (404 or 409))
            deleted.Require();
        view.Nodes.Remove(node);
        await events.NormalAsync(client, node, reason, message, cancellationToken);
    }

    private async Task<IReadOnlyList<Machine>?> MachinesOfAsync(string scaleSet, IReadOnlyList<PoolWork> works, CancellationToken cancellationToken)
    {
        if (works.FirstOrDefault(work => string.Equals(work.ScaleSet, scaleSet, StringComparison.OrdinalIgnoreCase))?.Machines is { } known)
            return known;
        try
        {
            return await scaleSets.MachinesAsync(scaleSet, cancellationToken);
        }
        catch (RequestFailedException exception)
        {
            var failure = ArmFailure.Of(exception);
            if (failure.Kind == ArmFailureKind.NotFound)
                return [];
            requeue.In(failure.RetryAfter);
            return null;
        }
    }

    private async Task<bool> PatchAsync(Node node, JsonObject changes, CancellationToken cancellationToken)
    {
        var patch = new PatchBody(PatchBody.MergePatch, changes, NodePoolController.ControllerName);
        var patched = await client.PatchAsync<Node>("", node.Metadata.Name!, patch, null, cancellationToken);
        if (patched.Error?.Code is 404 or 409)
        {
            requeue.In(AfterMark);
            return false;
        }

        patched.Require();
        return true;
    }

    private static JsonObject NodePatch(Node node, IReadOnlyList<Taint> taints, bool? unschedulable, string? cordonedBy)
    {
        var spec = new JsonObject { ["taints"] = taints.Count == 0 ? null : new JsonArray([.. taints.Select(taint => (JsonNode)ObjectJson.ToJsonObject(taint))]) };
        if (unschedulable is not null)
            spec["unschedulable"] = unschedulable.Value ? true : null;
        return new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["resourceVersion"] = node.Metadata.ResourceVersion,
                ["annotations"] = new JsonObject { [CordonedBy] = cordonedBy },
            },
            ["spec"] = spec,
        };
    }

    private static string Because(Node node, Machine? machine) => machine is null
        ? $"Deleting node {node.Metadata.Name} because it does not exist in the cloud provider"
        : $"Deleting node {node.Metadata.Name} because its machine is {machine.PowerState}";
}
