using CloudOrchestrator.Kinds.Apps.ReplicaSets;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.Kinds.Tests.Apps.Deployments;

/// <summary>Plays the ReplicaSet controller and the nodes: every set has the pods it asks for, all of them available.</summary>
internal static class ReplicaSetsSettled
{
    public static void In(ObjectWorld world, Func<ReplicaSet, int>? available = null)
    {
        foreach (var set in world.List<ReplicaSet>())
        {
            if (set.Metadata.Annotations?.ContainsKey("test/foreign") == true)
                continue;
            var replicas = set.Spec!.Replicas ?? 1;
            var ready = Math.Min(replicas, available?.Invoke(set) ?? replicas);
            var status = new ReplicaSetStatus
            {
                Replicas = replicas,
                FullyLabeledReplicas = replicas,
                ReadyReplicas = ready,
                AvailableReplicas = ready,
                ObservedGeneration = set.Metadata.Generation,
            };
            world.Apply([new ObjectAction.UpdateStatus(set with { Status = status })]);
        }
    }
}
