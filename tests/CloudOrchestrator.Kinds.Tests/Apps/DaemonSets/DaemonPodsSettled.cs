using CloudOrchestrator.Kinds.Apps.DaemonSets;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects.Meta;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.Kinds.Tests.Apps.DaemonSets;

/// <summary>Plays scheduler and nodes for daemon pods: binds them where they belong, makes them ready, lets terminating ones go.</summary>
internal static class DaemonPodsSettled
{
    public static DaemonSet DaemonSet(string image) => new()
    {
        ApiVersion = "apps/v1",
        Kind = "DaemonSet",
        Metadata = Build.Meta("agent"),
        Spec = new DaemonSetSpec
        {
            Selector = new LabelSelector { MatchLabels = Build.Labels("app=web") },
            Template = Build.Template(image, "app=web"),
            UpdateStrategy = new DaemonSetUpdateStrategy { Type = "RollingUpdate", RollingUpdate = new RollingUpdateDaemonSet { MaxUnavailable = 1, MaxSurge = 0 } },
        },
    };

    public static void In(ObjectWorld world)
    {
        foreach (var pod in world.List<Pod>())
        {
            if (pod.Metadata.Annotations?.ContainsKey("test/foreign") == true)
                continue;
            if (pod.Metadata.DeletionTimestamp is not null)
                world.Remove<Pod>("default", pod.Metadata.Name!);
            else if (string.IsNullOrEmpty(pod.Spec!.NodeName))
                world.Put(pod with { Spec = pod.Spec with { NodeName = TargetOf(pod) }, Status = Build.Pod("x", ready: true).Status });
        }
    }

    public static string TargetOf(Pod pod) => pod.Spec!.Affinity!.NodeAffinity!.RequiredDuringSchedulingIgnoredDuringExecution!.NodeSelectorTerms[0].MatchFields![0].Values![0];

    public static IReadOnlyList<ObjectAction.Create> Creations(Decision decision) => [.. decision.Actions.OfType<ObjectAction.Create>()];
}
