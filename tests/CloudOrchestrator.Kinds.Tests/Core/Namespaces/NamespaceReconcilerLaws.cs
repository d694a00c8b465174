using CloudOrchestrator.Kinds.Core.Namespaces;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.Kinds.Tests.Core.Namespaces;

public sealed class NamespaceReconcilerLaws : ReconcilerLaws
{
    protected override IReconciler Reconciler { get; } = new NamespaceReconciler(KindRegistry.BuiltIn());

    protected override IEnumerable<(ObjectWorld World, ObjectKey Key)> Situations()
    {
        var world = new ObjectWorld();
        world.Put(new Namespace
        {
            ApiVersion = "v1",
            Kind = "Namespace",
            Metadata = new ObjectMeta { Name = "default", DeletionTimestamp = world.Now },
            Spec = new NamespaceSpec { Finalizers = ["kubernetes"] },
        });
        world.Put(Build.Deployment("web", 2));
        world.Put(Build.Pod("one"));
        world.Put(Build.Pod("two"));
        var foreign = Build.ForeignPod("elsewhere");
        world.Put(foreign with { Metadata = foreign.Metadata with { Namespace = "other" } });
        yield return (world, new ObjectKey("", "default"));
    }
}
