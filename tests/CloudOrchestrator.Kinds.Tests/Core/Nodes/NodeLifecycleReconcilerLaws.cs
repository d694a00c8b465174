using CloudOrchestrator.Kinds.Coordination.Leases;
using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.Kinds.Tests.Core.Nodes;

public sealed class NodeLifecycleReconcilerLaws : ReconcilerLaws
{
    protected override IReconciler Reconciler { get; } = new NodeLifecycleReconciler(TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(1));

    protected override IEnumerable<(ObjectWorld World, ObjectKey Key)> Situations()
    {
        var lost = new ObjectWorld();
        lost.Put(Build.Node("a"));
        lost.Put(Build.Node("b"));
        lost.Put(Build.Pod("one", node: "a", ready: true));
        lost.Put(Build.Pod("two", node: "a", ready: true));
        lost.Put(Build.Pod("elsewhere", node: "b", ready: true) with { Metadata = Build.ForeignPod("elsewhere").Metadata });
        lost.Now = Build.Start.AddMinutes(5);
        lost.Put(new Lease
        {
            ApiVersion = "coordination.k8s.io/v1",
            Kind = "Lease",
            Metadata = new ObjectMeta { Namespace = "kube-node-lease", Name = "b" },
            Spec = new LeaseSpec { RenewTime = lost.Now },
        });
        yield return (lost, new ObjectKey("", "a"));

        var pressed = new ObjectWorld();
        var node = Build.Node("a");
        pressed.Put(node with { Spec = new NodeSpec { Unschedulable = true }, Status = new NodeStatus { Conditions = [.. node.Status!.Conditions!, new NodeCondition { Type = "DiskPressure", Status = "True" }] } });
        yield return (pressed, new ObjectKey("", "a"));
    }
}
