using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Testing;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.Kinds.Tests.Core.Pods;

public sealed class PodCollectionReconcilerTests
{
    private readonly ObjectWorld _world = new();

    [Fact]
    public void Decide_NodeGone_FailsAndDeletesItsPodsAtOnce()
    {
        _world.Put(Build.Pod("web", node: "gone", ready: true));

        var actions = Decide("gone").Actions;
        Assert.Null(_world.Apply(actions));

        Assert.Contains("DeletionByPodGC", Assert.IsType<ObjectAction.Patch>(actions[0]).Changes.ToJsonString());
        Assert.Equal(0, Assert.IsType<ObjectAction.Delete>(actions[1]).GracePeriodSeconds);
        Assert.Empty(_world.List<Pod>());
    }

    [Fact]
    public void Decide_NodeExists_DoesNothing()
    {
        _world.Put(Build.Node("here"));
        _world.Put(Build.Pod("web", node: "here"));

        Assert.Empty(Decide("here").Actions);
    }

    [Fact]
    public void Decide_TooManyFinished_DeletesTheOldest()
    {
        for (var i = 0; i < 5; i++)
        {
            _world.Now = _world.Now.AddSeconds(1);
            _world.Put(Build.Pod($"done-{i}", node: "here", phase: i % 2 == 0 ? "Succeeded" : "Failed"));
        }

        Assert.Equal(["done-0", "done-1"], Decide("").Actions.Cast<ObjectAction.Delete>().Select(delete => delete.Key.Name));
    }

    [Fact]
    public void Decide_DeletedBeforeBeingBound_IsFinished()
    {
        var pod = Build.Pod("web", phase: "Pending");
        _world.Put(pod with { Metadata = pod.Metadata with { DeletionTimestamp = _world.Now, DeletionGracePeriodSeconds = 30 } });
        var decision = new PodCollectionReconciler(3).Decide(new ObjectKey("default", "web"), _world, new ReconcileContext(_world.Now, new SeededIds(1)));

        Assert.Equal(0, Assert.IsType<ObjectAction.Delete>(Assert.Single(decision.Actions)).GracePeriodSeconds);
    }

    private Decision Decide(string key) => new PodCollectionReconciler(3).Decide(new ObjectKey("", key), _world, new ReconcileContext(_world.Now, new SeededIds(1)));
}
