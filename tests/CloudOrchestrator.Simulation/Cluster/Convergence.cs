using CloudOrchestrator.Kinds.Apps.DaemonSets;
using CloudOrchestrator.Kinds.Apps.Deployments;
using CloudOrchestrator.Kinds.Apps.ReplicaSets;
using CloudOrchestrator.Kinds.Batch.Jobs;
using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Core.Services;
using CloudOrchestrator.Kinds.Discovery.EndpointSlices;

namespace CloudOrchestrator.Simulation.Cluster;

/// <summary>Says what a cluster that nobody disturbs must still do. Reads the truth: the log's records and the machines, not an API server's opinion.</summary>
internal sealed class Convergence(SimulatedCluster cluster)
{
    private IReadOnlyList<Pod> _pods = [];
    private IReadOnlyList<Node> _nodes = [];

    /// <summary>The first thing that is not as it must be; null when the cluster has converged.</summary>
    public string? Missing()
    {
        _pods = cluster.Log.Present<Pod>("pods");
        _nodes = cluster.Log.Present<Node>("nodes");
        return Problems().FirstOrDefault();
    }

    private IEnumerable<string> Problems() =>
        Deletions().Concat(Nodes()).Concat(Owners()).Concat(Pods()).Concat(ReplicaSets()).Concat(Deployments())
            .Concat(DaemonSets()).Concat(Jobs()).Concat(Endpoints()).Concat(Containers());

    private IEnumerable<string> Deletions()
    {
        foreach (var (stream, key, record) in cluster.Log.Present())
        {
            if (record.Value.Span.IndexOf("\"deletionTimestamp\""u8) >= 0)
                yield return $"{stream} {key} is still being deleted";
        }
    }

    private IEnumerable<string> Nodes()
    {
        foreach (var node in cluster.Nodes)
        {
            var found = _nodes.FirstOrDefault(candidate => candidate.Metadata.Name == node.Name);
            if (found?.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) != true)
                yield return $"node {node.Name} is not ready";
            else if (found.Spec?.Taints is { Count: > 0 } taints)
                yield return $"node {node.Name} keeps the taint {taints[0].Key}";
        }
    }

    private IEnumerable<string> Owners()
    {
        var uids = cluster.Log.Present().Select(item => ObjectJson.Deserialize<AnyObject>(item.Record.Value.Span).Metadata.Uid).ToHashSet(StringComparer.Ordinal);
        foreach (var (stream, key, record) in cluster.Log.Present())
        {
            if (stream == "events")
                continue;
            var owners = ObjectJson.Deserialize<AnyObject>(record.Value.Span).Metadata.OwnerReferences ?? [];
            if (owners.Count > 0 && !owners.Any(owner => uids.Contains(owner.Uid)))
                yield return $"{stream} {key} outlives its owner {owners[0].Kind} {owners[0].Name}";
        }
    }

    private IEnumerable<string> Pods()
    {
        foreach (var pod in _pods)
        {
            if (string.IsNullOrEmpty(pod.Spec?.NodeName))
            {
                if (_nodes.FirstOrDefault(node => Fits(pod, node)) is { } node)
                    yield return $"pod {Name(pod)} is not bound, yet fits on {node.Metadata.Name}";
            }
            else if (!IsFinished(pod) && !IsReady(pod))
            {
                yield return $"pod {Name(pod)} on {pod.Spec.NodeName} is not ready ({pod.Status?.Phase})";
            }
        }
    }

    private IEnumerable<string> ReplicaSets()
    {
        foreach (var set in cluster.Log.Present<ReplicaSet>("apps/replicasets"))
        {
            var pods = OwnedBy(set.Metadata.Uid!);
            if (pods.Count != (set.Spec?.Replicas ?? 1))
                yield return $"replicaset {Name(set)} has {pods.Count} pods, wants {set.Spec?.Replicas}";
            else if ((set.Status?.ReadyReplicas ?? 0) != pods.Count(IsReady) || (set.Status?.ObservedGeneration ?? 0) != set.Metadata.Generation)
                yield return $"replicaset {Name(set)} says {set.Status?.ReadyReplicas} ready at generation {set.Status?.ObservedGeneration}, "
                    + $"there are {pods.Count(IsReady)} at {set.Metadata.Generation}";
        }
    }

    private IEnumerable<string> Deployments()
    {
        var sets = cluster.Log.Present<ReplicaSet>("apps/replicasets");
        foreach (var deployment in cluster.Log.Present<Deployment>("apps/deployments"))
        {
            var wanted = deployment.Spec?.Replicas ?? 1;
            var owned = sets.Where(set => set.Metadata.OwnerReferences?.Any(owner => owner.Uid == deployment.Metadata.Uid) == true).ToList();
            var pods = owned.SelectMany(set => OwnedBy(set.Metadata.Uid!)).ToList();
            if ((deployment.Status?.ObservedGeneration ?? 0) != deployment.Metadata.Generation)
                yield return $"deployment {Name(deployment)} has not been looked at since generation {deployment.Status?.ObservedGeneration} of {deployment.Metadata.Generation}";

            // What finds no place holds up a rollout, as it must; a paused one waits for its user.
            if (pods.Any(pod => string.IsNullOrEmpty(pod.Spec?.NodeName)) || deployment.Spec?.Paused == true)
                continue;
            if (pods.Count != wanted || pods.Count(IsReady) != wanted)
                yield return $"deployment {Name(deployment)} has {pods.Count(IsReady)} of {pods.Count} pods ready, wants {wanted}";
            else if (owned.Count(set => set.Spec?.Replicas > 0) > 1)
                yield return $"deployment {Name(deployment)} has not rolled out";
            else if ((deployment.Status?.AvailableReplicas ?? 0) != wanted || (deployment.Status?.UpdatedReplicas ?? 0) != wanted)
                yield return $"deployment {Name(deployment)} says {deployment.Status?.AvailableReplicas} available, {deployment.Status?.UpdatedReplicas} updated, wants {wanted}";
            else if (pods.Any(pod => pod.Spec!.Containers[0].Image != deployment.Spec!.Template.Spec!.Containers[0].Image))
                yield return $"deployment {Name(deployment)} runs an old image";
        }
    }

    private IEnumerable<string> DaemonSets()
    {
        foreach (var set in cluster.Log.Present<DaemonSet>("apps/daemonsets"))
        {
            var pods = OwnedBy(set.Metadata.Uid!);
            foreach (var node in _nodes)
            {
                var here = pods.Count(pod => (pod.Spec?.NodeName is { Length: > 0 } bound ? bound : Target(pod)) == node.Metadata.Name);
                if (here != 1)
                    yield return $"daemonset {Name(set)} has {here} pods for {node.Metadata.Name}";
            }
        }
    }

    private IEnumerable<string> Jobs()
    {
        foreach (var job in cluster.Log.Present<Job>("batch/jobs"))
        {
            if (job.Spec!.Suspend == true || job.Status?.Conditions?.Any(condition => condition is { Type: "Complete" or "Failed", Status: "True" }) == true)
                continue;

            // What finds no place holds up a Job.
            if (!OwnedBy(job.Metadata.Uid!).Exists(pod => string.IsNullOrEmpty(pod.Spec?.NodeName)))
                yield return $"job {Name(job)} has not ended: {job.Status?.Succeeded ?? 0} of {job.Spec.Completions} succeeded, {job.Status?.Failed ?? 0} failed";
        }
    }

    private IEnumerable<string> Endpoints()
    {
        var slices = cluster.Log.Present<EndpointSlice>("discovery.k8s.io/endpointslices");
        foreach (var service in cluster.Log.Present<Service>("services"))
        {
            if (service.Spec?.Selector is not { Count: > 0 } selector || service.Metadata.Namespace == "kube-system")
                continue;
            var wanted = _pods.Where(pod => pod.Metadata.Namespace == service.Metadata.Namespace && IsReady(pod))
                .Where(pod => selector.All(label => pod.Metadata.Labels?.GetValueOrDefault(label.Key) == label.Value))
                .Select(pod => pod.Status!.PodIP!).Order(StringComparer.Ordinal);
            var told = slices.Where(slice => slice.Metadata.Namespace == service.Metadata.Namespace)
                .Where(slice => slice.Metadata.Labels?.GetValueOrDefault("kubernetes.io/service-name") == service.Metadata.Name)
                .SelectMany(slice => slice.Endpoints ?? []).Where(endpoint => endpoint.Conditions?.Ready == true).SelectMany(endpoint => endpoint.Addresses)
                .Order(StringComparer.Ordinal);
            if (!wanted.SequenceEqual(told))
                yield return $"endpoints of {Name(service)} are {string.Join(' ', told)}, ready are {string.Join(' ', wanted)}";
        }
    }

    private IEnumerable<string> Containers()
    {
        var running = cluster.History.Runs.Where(run => run.StoppedStep is null).ToLookup(run => run.PodUid);
        foreach (var pod in _pods.Where(IsReady))
        {
            if (running[pod.Metadata.Uid!].Count() != 1)
                yield return $"pod {Name(pod)} is ready and runs {running[pod.Metadata.Uid!].Count()} times";
        }

        var ready = _pods.Where(IsReady).Select(pod => pod.Metadata.Uid).ToHashSet(StringComparer.Ordinal);
        foreach (var run in running.SelectMany(runs => runs).Where(run => !ready.Contains(run.PodUid)))
        {
            var phase = _pods.FirstOrDefault(pod => pod.Metadata.Uid == run.PodUid)?.Status?.Phase ?? "gone";
            yield return $"{run.Node} runs {run.Namespace}/{run.Pod} ({run.PodUid}), which is not ready but {phase}";
        }
    }

    private List<Pod> OwnedBy(string uid) =>
        [.. _pods.Where(pod => !IsFinished(pod) && pod.Metadata.OwnerReferences?.Any(owner => owner.Uid == uid && owner.Controller == true) == true)];

    // Deliberately less than the scheduler knows: what this finds fitting must fit.
    private bool Fits(Pod pod, Node node)
    {
        if (node.Spec is { Unschedulable: true } or { Taints.Count: > 0 } || (Target(pod) is { } target && target != node.Metadata.Name))
            return false;
        var there = _pods.Where(other => other.Spec?.NodeName == node.Metadata.Name && !IsFinished(other)).Append(pod).ToList();
        var allocatable = node.Status!.Allocatable!;
        return there.Count <= allocatable["pods"].Units
            && there.Sum(other => Milli(other, "cpu")) <= allocatable["cpu"].Units * 1000
            && there.Sum(other => Milli(other, "memory")) <= allocatable["memory"].Units * 1000;
    }

    private static decimal Milli(Pod pod, string resource) =>
        pod.Spec!.Containers.Sum(container => container.Resources?.Requests?.GetValueOrDefault(resource) is { } request ? request.Millis : 0);

    private static string? Target(Pod pod) => pod.Spec?.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution?.NodeSelectorTerms
        .SelectMany(term => term.MatchFields ?? []).FirstOrDefault(field => field.Key == "metadata.name")?.Values?[0];

    private static bool IsFinished(Pod pod) => pod.Status?.Phase is "Succeeded" or "Failed";

    private static bool IsReady(Pod pod) => pod.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true;

    private static string Name(IKubernetesObject value) => $"{value.Metadata.Namespace}/{value.Metadata.Name}";

    private sealed record AnyObject
    {
        public ObjectMeta Metadata { get; init; } = new();
    }
}
