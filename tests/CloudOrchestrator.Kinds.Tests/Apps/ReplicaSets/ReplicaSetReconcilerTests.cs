using CloudOrchestrator.Kinds.Apps.ReplicaSets;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;
using CloudOrchestrator.Testing;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.Kinds.Tests.Apps.ReplicaSets;

public sealed class ReplicaSetReconcilerTests
{
    private static readonly ObjectKey Key = new("default", "web");

    private readonly ObjectWorld _world = new();

    [Fact]
    public void Decide_PodsMissing_CreatesThemGuardedAndTells()
    {
        var set = _world.Put(Build.ReplicaSet("web", 2));

        var decision = Decide();

        var creations = decision.Actions.OfType<ObjectAction.Create>().ToList();
        Assert.Equal(2, creations.Count);
        Assert.All(creations, creation => Assert.Equal(set.Metadata.Uid, creation.OwnerUid));
        var pod = Assert.IsType<Pod>(creations[0].Value);
        Assert.StartsWith("web-", pod.Metadata.Name);
        Assert.Equal("web-", pod.Metadata.GenerateName);
        Assert.Equal("web", pod.Metadata.Labels!["app"]);
        var owner = Assert.Single(pod.Metadata.OwnerReferences!);
        Assert.Equal(("apps/v1", "ReplicaSet", "web", true, true), (owner.ApiVersion, owner.Kind, owner.Name, owner.Controller, owner.BlockOwnerDeletion));
        var told = Assert.IsType<ObjectAction.RecordEvent>(decision.Actions[1]);
        Assert.Equal(("Normal", "SuccessfulCreate", $"Created pod: {pod.Metadata.Name}"), (told.Type, told.Reason, told.Message));
    }

    [Fact]
    public void Decide_ThousandsMissing_CreatesInBoundedPasses()
    {
        _world.Put(Build.ReplicaSet("web", 1200));

        var decision = Decide();

        Assert.Equal(500, decision.Actions.Count(action => action is ObjectAction.Create));
        Assert.Equal(TimeSpan.Zero, decision.RequeueAfter);
    }

    [Fact]
    public void Decide_FinishedAndTerminatingPods_DoNotCount()
    {
        var set = _world.Put(Build.ReplicaSet("web", 2));
        _world.Put(Build.Pod("failed", set, phase: "Failed"));
        var terminating = Build.Pod("terminating", set, node: "a", ready: true);
        _world.Put(terminating with { Metadata = terminating.Metadata with { DeletionTimestamp = _world.Now, DeletionGracePeriodSeconds = 30 } });

        Assert.Equal(2, Decide().Actions.Count(action => action is ObjectAction.Create));
        Assert.Equal(0, StatusOf(Decide())?.Replicas ?? 0);
    }

    [Fact]
    public void Decide_TooManyPods_DeletesTheLeastUsefulFirst()
    {
        var set = _world.Put(Build.ReplicaSet("web", 2));
        _world.Put(Build.Pod("ready", set, node: "a", ready: true));
        _world.Put(Build.Pod("unready", set, node: "b"));
        _world.Put(Build.Pod("pending", set, node: "c", phase: "Pending"));
        _world.Put(Build.Pod("unassigned", set, phase: "Pending"));
        var cheap = Build.Pod("cheap", set, node: "d", ready: true);
        _world.Put(cheap with { Metadata = cheap.Metadata with { Annotations = Build.Labels("controller.kubernetes.io/pod-deletion-cost=-1") } });

        Assert.Equal(["unassigned", "pending", "unready"], Deleted(Decide()));
    }

    [Fact]
    public void Decide_TooManyReadyPods_DeletesFromTheCrowdedNode()
    {
        var set = _world.Put(Build.ReplicaSet("web", 2));
        _world.Put(Build.Pod("alone", set, node: "a", ready: true));
        _world.Put(Build.Pod("crowded-1", set, node: "b", ready: true));
        _world.Put(Build.Pod("crowded-2", set, node: "b", ready: true));

        Assert.StartsWith("crowded", Assert.Single(Deleted(Decide())));
    }

    [Fact]
    public void Decide_CreationRefused_ReportsReplicaFailure()
    {
        _world.Put(Build.ReplicaSet("web", 1));
        var refusal = ApiStatuses.Forbidden(new("", "v1", "pods"), "web-x", "exceeded quota");

        var decision = Decide(new ActionFailure(new ObjectAction.Create(Build.Pod("web-x")), refusal));

        Assert.DoesNotContain(decision.Actions, action => action is ObjectAction.Create);
        var told = Assert.Single(decision.Actions.OfType<ObjectAction.RecordEvent>());
        Assert.Equal(("Warning", "FailedCreate", $"Error creating: {refusal.Message}"), (told.Type, told.Reason, told.Message));
        var condition = Assert.Single(StatusOf(decision)!.Conditions!);
        Assert.Equal(("ReplicaFailure", "True", "FailedCreate", refusal.Message), (condition.Type, condition.Status, condition.Reason, condition.Message));
    }

    [Fact]
    public void Decide_CreationSucceedsAgain_ClearsReplicaFailure()
    {
        var set = Build.ReplicaSet("web", 1);
        _world.Put(set with
        {
            Status = new ReplicaSetStatus { Conditions = [new ReplicaSetCondition { Type = "ReplicaFailure", Status = "True", Reason = "FailedCreate" }] },
        });

        Assert.Null(StatusOf(Decide())!.Conditions);
    }

    [Fact]
    public void Decide_NamespaceTerminating_IsNoFailure()
    {
        _world.Put(Build.ReplicaSet("web", 1));
        var details = new StatusDetails { Causes = [new StatusCause { Reason = "NamespaceTerminating", Field = "metadata.namespace", Message = "namespace default is being terminated" }] };
        var refusal = ApiStatuses.Failure(403, "Forbidden", "being terminated", details);

        var decision = Decide(new ActionFailure(new ObjectAction.Create(Build.Pod("web-x")), refusal));

        Assert.DoesNotContain(decision.Actions, action => action is ObjectAction.RecordEvent { Type: "Warning" });
    }

    [Fact]
    public void Decide_MinReadySeconds_CountsAvailableLaterAndLooksAgain()
    {
        var set = Build.ReplicaSet("web", 1);
        set = _world.Put(set with { Spec = set.Spec! with { MinReadySeconds = 10 } });
        _world.Put(Build.Pod("web-1", set, node: "a", ready: true));
        _world.Now = Build.Start.AddSeconds(4);

        var decision = Decide();

        Assert.Equal((1, 0), (StatusOf(decision)!.ReadyReplicas, StatusOf(decision)!.AvailableReplicas));
        Assert.Equal(TimeSpan.FromSeconds(6), decision.RequeueAfter);
        _world.Now = Build.Start.AddSeconds(10);
        Assert.Equal(1, StatusOf(Decide())!.AvailableReplicas);
    }

    [Fact]
    public void Decide_MatchingOrphan_IsAdoptedInsteadOfCreating()
    {
        var set = _world.Put(Build.ReplicaSet("web", 1));
        _world.Put(Build.Pod("orphan"));

        var decision = Decide();

        Assert.DoesNotContain(decision.Actions, action => action is ObjectAction.Create);
        var patch = Assert.Single(decision.Actions.OfType<ObjectAction.Patch>());
        Assert.Equal(new ObjectKey("default", "orphan"), patch.Key);
        Assert.Contains(set.Metadata.Uid!, patch.Changes.ToJsonString());
    }

    private Decision Decide(ActionFailure? failure = null) =>
        new ReplicaSetReconciler().Decide(Key, _world, new ReconcileContext(_world.Now, new SeededIds(3)) { Failure = failure });

    private static ReplicaSetStatus? StatusOf(Decision decision) =>
        decision.Actions.OfType<ObjectAction.UpdateStatus>().Select(update => ((ReplicaSet)update.Value).Status).SingleOrDefault();

    private static List<string> Deleted(Decision decision) => [.. decision.Actions.OfType<ObjectAction.Delete>().Select(delete => delete.Key.Name)];
}
