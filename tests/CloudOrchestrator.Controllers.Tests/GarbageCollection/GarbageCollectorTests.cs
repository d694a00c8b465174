using CloudOrchestrator.Controllers.GarbageCollection;
using CloudOrchestrator.Kinds;
using CloudOrchestrator.Kinds.Apps.ReplicaSets;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;
using CloudOrchestrator.Testing;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.Controllers.Tests.GarbageCollection;

public sealed class GarbageCollectorTests
{
    private static readonly KindRegistry Kinds = KindRegistry.BuiltIn();

    private readonly ObjectWorld _world = new();

    [Fact]
    public void Decide_OwnerGone_DeletesInBackground()
    {
        var set = _world.Put(Build.ReplicaSet("web", 1));
        _world.Put(Build.Pod("web-1", set));
        _world.Remove<ReplicaSet>("default", "web");

        var delete = Assert.IsType<ObjectAction.Delete>(Assert.Single(Decide<Pod>("web-1").Actions));

        Assert.Equal("Background", delete.PropagationPolicy);
    }

    [Fact]
    public void Decide_OwnerRecreatedUnderTheSameName_IsAnother()
    {
        var old = _world.Put(Build.ReplicaSet("web", 1));
        _world.Put(Build.Pod("web-1", old));
        _world.Remove<ReplicaSet>("default", "web");
        _world.Put(Build.ReplicaSet("web", 1));

        Assert.IsType<ObjectAction.Delete>(Assert.Single(Decide<Pod>("web-1").Actions));
    }

    [Fact]
    public void Decide_OwnerExists_DoesNothing()
    {
        var set = _world.Put(Build.ReplicaSet("web", 1));
        _world.Put(Build.Pod("web-1", set));

        Assert.Empty(Decide<Pod>("web-1").Actions);
    }

    [Fact]
    public void Decide_OneOfTwoOwnersGone_ForgetsOnlyIt()
    {
        var kept = _world.Put(Build.ReplicaSet("kept", 1));
        var gone = _world.Put(Build.ReplicaSet("gone", 1));
        var pod = Build.Pod("web-1", kept);
        _world.Put(pod with { Metadata = pod.Metadata with { OwnerReferences = [Build.Controller(kept), Build.Controller(gone) with { Controller = null }] } });
        _world.Remove<ReplicaSet>("default", "gone");

        Assert.Null(_world.Apply(Decide<Pod>("web-1").Actions));

        Assert.Equal("kept", Assert.Single(_world.Require<Pod>("default", "web-1").Metadata.OwnerReferences!).Name);
    }

    [Fact]
    public void Decide_OwnerOfUnknownKind_KeepsTheObject()
    {
        var pod = Build.Pod("web-1");
        var owner = new OwnerReference { ApiVersion = "example.com/v1", Kind = "Thing", Name = "x", Uid = "u", Controller = true };
        _world.Put(pod with { Metadata = pod.Metadata with { OwnerReferences = [owner] } });

        Assert.Empty(Decide<Pod>("web-1").Actions);
    }

    [Fact]
    public void Decide_Foreground_OwnerWaitsForBlockingDependents()
    {
        var set = PutDeleting("foregroundDeletion");
        _world.Put(Build.Pod("web-1", set));

        Assert.Empty(Decide<ReplicaSet>("web").Actions);
        Assert.IsType<ObjectAction.Delete>(Assert.Single(Decide<Pod>("web-1").Actions));

        _world.Remove<Pod>("default", "web-1");
        Assert.Null(_world.Apply(Decide<ReplicaSet>("web").Actions));
        Assert.Null(_world.Get<ReplicaSet>("default", "web"));
    }

    [Fact]
    public void Decide_Orphan_ReleasesDependentsAndLetsGo()
    {
        var set = PutDeleting("orphan");
        _world.Put(Build.Pod("web-1", set));

        Assert.Null(_world.Apply(Decide<ReplicaSet>("web").Actions));

        Assert.Null(_world.Get<ReplicaSet>("default", "web"));
        Assert.Null(_world.Require<Pod>("default", "web-1").Metadata.OwnerReferences);
    }

    [Fact]
    public void Triggers_OwnerDeleted_WakeItsDependents()
    {
        var set = _world.Put(Build.ReplicaSet("web", 1));
        _world.Put(Build.Pod("web-1", set));
        _world.Remove<ReplicaSet>("default", "web");

        var woken = Collector<Pod>().Triggers.Where(trigger => trigger.ObjectType == typeof(IKubernetesObject)).SelectMany(trigger => trigger.Keys(set, null, _world));

        Assert.Equal([new ObjectKey("default", "web-1")], woken.Distinct());
    }

    [Fact]
    public void Triggers_DependentGone_WakesTheWaitingOwner()
    {
        var set = PutDeleting("foregroundDeletion");
        var pod = _world.Put(Build.Pod("web-1", set));
        _world.Remove<Pod>("default", "web-1");

        var woken = Collector<ReplicaSet>().Triggers.Where(trigger => trigger.ObjectType == typeof(IKubernetesObject)).SelectMany(trigger => trigger.Keys(pod, null, _world));

        Assert.Equal([new ObjectKey("default", "web")], woken.Distinct());
    }

    private ReplicaSet PutDeleting(string finalizer)
    {
        var set = Build.ReplicaSet("web", 1);
        return _world.Put(set with { Metadata = set.Metadata with { DeletionTimestamp = _world.Now, Finalizers = [finalizer] } });
    }

    private Decision Decide<T>(string name) => Collector<T>().Decide(new ObjectKey("default", name), _world, new ReconcileContext(_world.Now, new SeededIds(1)));

    private static GarbageCollector Collector<T>()
    {
        var name = $"generic-garbage-collector:{Kinds.Find(typeof(T))!.Resource.Qualified}";
        return GarbageCollector.OfAll(Kinds).Single(collector => collector.Name == name);
    }
}
