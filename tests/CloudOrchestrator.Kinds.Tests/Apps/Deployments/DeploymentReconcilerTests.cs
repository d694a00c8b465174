using CloudOrchestrator.Kinds.Apps.Deployments;
using CloudOrchestrator.Kinds.Apps.ReplicaSets;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;
using CloudOrchestrator.Testing;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.Kinds.Tests.Apps.Deployments;

public sealed class DeploymentReconcilerTests
{
    private readonly ObjectWorld _world = new();

    private Deployment Stored => _world.Require<Deployment>("default", "web");

    [Fact]
    public void Decide_NewDeployment_CreatesReplicaSetOfItsTemplate()
    {
        _world.Put(Build.Deployment("web", 3));

        Pass();

        var set = Assert.Single(_world.List<ReplicaSet>());
        var hash = set.Metadata.Labels!["pod-template-hash"];
        Assert.Equal($"web-{hash}", set.Metadata.Name);
        Assert.Equal(hash, set.Spec!.Selector.MatchLabels!["pod-template-hash"]);
        Assert.Equal(hash, set.Spec.Template!.Metadata!.Labels!["pod-template-hash"]);
        Assert.Equal(3, set.Spec.Replicas);
        Assert.Equal(("1", "3", "4"), (Annotation(set, "revision"), Annotation(set, "desired-replicas"), Annotation(set, "max-replicas")));
        Assert.Equal("1", Stored.Metadata.Annotations!["deployment.kubernetes.io/revision"]);
        Assert.Equal($"Scaled up replica set {set.Metadata.Name} from 0 to 3", Assert.Single(_world.Events).Message);
        Assert.Equal(("True", "NewReplicaSetCreated", $"Created new replica set \"{set.Metadata.Name}\""), Progress());
    }

    [Fact]
    public void Decide_AllAvailable_ReportsComplete()
    {
        RollOut(3);

        var set = Assert.Single(_world.List<ReplicaSet>());
        Assert.Equal(("True", "NewReplicaSetAvailable", $"ReplicaSet \"{set.Metadata.Name}\" has successfully progressed."), Progress());
        Assert.Equal("MinimumReplicasAvailable", Condition("Available").Reason);
        Assert.Equal((3, 3, 3, 3), (Stored.Status!.Replicas, Stored.Status.UpdatedReplicas, Stored.Status.ReadyReplicas, Stored.Status.AvailableReplicas));
        Assert.Equal(Stored.Metadata.Generation, Stored.Status.ObservedGeneration);
    }

    [Fact]
    public void Decide_RollingUpdate_NeverExceedsSurgeNorUndercutsAvailability()
    {
        RollOut(10);
        SetImage("web:2");

        for (var pass = 0; pass < 40; pass++)
        {
            Pass();
            var sets = _world.List<ReplicaSet>();
            Assert.InRange(sets.Sum(set => set.Spec!.Replicas!.Value), 0, 13);
            Assert.InRange(sets.Sum(set => Math.Min(set.Spec!.Replicas!.Value, set.Status?.AvailableReplicas ?? 0)), 8, 13);
            ReplicaSetsSettled.In(_world);
        }

        Assert.Equal([0, 10], _world.List<ReplicaSet>().OrderBy(set => Annotation(set, "revision")).Select(set => set.Spec!.Replicas!.Value));
        Assert.Equal("NewReplicaSetAvailable", Progress().Reason);
    }

    [Fact]
    public void Decide_StatusDoesNotKnowOfTheLastStep_TakesNoMoreAway()
    {
        RollOut(4);
        SetImage("web:2");
        Pass();
        Pass();
        var before = _world.List<ReplicaSet>().Select(set => (set.Metadata.Name, set.Spec!.Replicas)).ToList();

        // The set that was made smaller has not looked yet: its status still counts what is about to go.
        Pass();
        Pass();

        Assert.Equal(before, _world.List<ReplicaSet>().Select(set => (set.Metadata.Name, set.Spec!.Replicas)));
    }

    [Fact]
    public void Decide_NewPodsNeverReady_StallsAndMissesTheDeadline()
    {
        RollOut(4);
        SetImage("bad");
        for (var pass = 0; pass < 20; pass++)
        {
            Pass();
            ReplicaSetsSettled.In(_world, set => set.Spec!.Template!.Spec!.Containers[0].Image == "bad" ? 0 : int.MaxValue);
        }

        Assert.Equal(3, _world.List<ReplicaSet>().Single(set => set.Spec!.Template!.Spec!.Containers[0].Image == "web:1").Spec!.Replicas);
        var decision = Decide();
        Assert.Equal(TimeSpan.FromSeconds(601), decision.RequeueAfter);
        _world.Now = _world.Now.AddSeconds(601);
        Pass();
        Assert.Equal(("False", "ProgressDeadlineExceeded"), (Progress().Status, Progress().Reason));
        Assert.EndsWith("has timed out progressing.", Progress().Message);
    }

    [Fact]
    public void Decide_RolledBack_ReusesOldReplicaSetUnderNewRevision()
    {
        RollOut(3);
        var first = Assert.Single(_world.List<ReplicaSet>()).Metadata.Name!;
        SetImage("web:2");
        Settle();
        SetImage("web:1");
        Settle();

        Assert.Equal(2, _world.List<ReplicaSet>().Count);
        var reused = _world.Require<ReplicaSet>("default", first);
        Assert.Equal(("3", "1"), (Annotation(reused, "revision"), Annotation(reused, "revision-history")));
        Assert.Equal(3, reused.Spec!.Replicas);
        Assert.Equal("3", Stored.Metadata.Annotations!["deployment.kubernetes.io/revision"]);
    }

    [Fact]
    public void Decide_BadRolloutUndone_RecoversWithoutLosingPods()
    {
        RollOut(4);
        SetImage("bad");
        for (var pass = 0; pass < 10; pass++)
        {
            Pass();
            ReplicaSetsSettled.In(_world, set => set.Spec!.Template!.Spec!.Containers[0].Image == "bad" ? 0 : int.MaxValue);
        }

        SetImage("web:1");
        Settle();

        Assert.Equal(4, _world.List<ReplicaSet>().Single(set => set.Spec!.Template!.Spec!.Containers[0].Image == "web:1").Spec!.Replicas);
        Assert.Equal("NewReplicaSetAvailable", Progress().Reason);
    }

    [Fact]
    public void Decide_ScaledInTheMiddleOfARollout_SharesProportionally()
    {
        _world.Put(Build.Deployment("web", 10) with { });
        Settle();
        SetImage("web:2");
        Pass();
        ReplicaSetsSettled.In(_world, set => set.Spec!.Template!.Spec!.Containers[0].Image == "web:2" ? 0 : int.MaxValue);
        Pass();
        var before = _world.List<ReplicaSet>().ToDictionary(set => set.Spec!.Template!.Spec!.Containers[0].Image!, set => set.Spec!.Replicas!.Value);

        Change(spec => spec with { Replicas = 20 });
        Pass();

        var after = _world.List<ReplicaSet>().ToDictionary(set => set.Spec!.Template!.Spec!.Containers[0].Image!, set => set.Spec!.Replicas!.Value);
        Assert.Equal(25, after.Values.Sum());
        Assert.True(after["web:1"] > before["web:1"] && after["web:2"] > before["web:2"], "both grow");
    }

    [Fact]
    public void Decide_Paused_ScalesButDoesNotRollOut()
    {
        RollOut(2);
        Change(spec => spec with { Paused = true, Replicas = 5, Template = Build.Template("web:2", "app=web") });
        Settle();

        Assert.Equal(5, Assert.Single(_world.List<ReplicaSet>()).Spec!.Replicas);
        Assert.Equal(("Unknown", "DeploymentPaused", "Deployment is paused"), Progress());

        Change(spec => spec with { Paused = null });
        Settle();
        Assert.Equal("NewReplicaSetAvailable", Progress().Reason);
        Assert.Equal(2, _world.List<ReplicaSet>().Count);
    }

    [Fact]
    public void Decide_PausedBeforeItsFirstSet_WaitsToBeResumed()
    {
        _world.Put(Build.Deployment("web", 2));
        Change(spec => spec with { Paused = true });
        Settle();
        Assert.Empty(_world.List<ReplicaSet>());
        Assert.Equal("DeploymentPaused", Progress().Reason);

        Change(spec => spec with { Paused = null });
        Settle();
        Assert.Equal(2, Assert.Single(_world.List<ReplicaSet>()).Spec!.Replicas);
    }

    [Fact]
    public void Decide_Recreate_WaitsForOldPodsToGo()
    {
        _world.Put(Build.Deployment("web", 2) with { });
        Change(spec => spec with { Strategy = new DeploymentStrategy { Type = "Recreate" } });
        Settle();
        var old = Assert.Single(_world.List<ReplicaSet>());
        _world.Put(Build.Pod("old-1", old, node: "a", ready: true));
        SetImage("web:2");

        Pass();
        ReplicaSetsSettled.In(_world);
        Pass();
        Assert.Single(_world.List<ReplicaSet>());

        _world.Remove<Kinds.Core.Pods.Pod>("default", "old-1");
        Pass();
        Assert.Equal(2, _world.List<ReplicaSet>().Count);
    }

    [Fact]
    public void Decide_MoreHistoryThanAllowed_DeletesTheOldest()
    {
        _world.Put(Build.Deployment("web", 1) with { });
        Change(spec => spec with { RevisionHistoryLimit = 2 });
        Settle();
        for (var i = 2; i <= 5; i++)
        {
            SetImage($"web:{i}");
            Settle();
        }

        Assert.Equal(["3", "4", "5"], _world.List<ReplicaSet>().Select(set => Annotation(set, "revision")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Decide_NameTaken_TriesAnotherHash()
    {
        _world.Put(Build.Deployment("web", 1));
        var name = Assert.IsType<ReplicaSet>(Decide().Actions.OfType<ObjectAction.Create>().Single().Value).Metadata.Name!;
        var other = Build.ReplicaSet(name, 0, "other:1");
        _world.Put(other with { Metadata = other.Metadata with { Labels = Build.Labels("app=other") } });

        Settle();

        Assert.Equal(1, Stored.Status!.CollisionCount);
        Assert.Equal(2, _world.List<ReplicaSet>().Count);
    }

    [Fact]
    public void Decide_ReplicaSetRefused_SaysSo()
    {
        _world.Put(Build.Deployment("web", 1));
        var set = Build.ReplicaSet("web-1", 1);
        var refusal = ApiStatuses.Forbidden(new("apps", "v1", "replicasets"), "web-1", "no");

        var decision = Decide(new ActionFailure(new ObjectAction.Create(set), refusal));
        _world.Apply(decision.Actions);

        Assert.Equal(("False", "ReplicaSetCreateError", $"Failed to create new replica set \"web-1\": {refusal.Message}"), Progress());
        Assert.Equal("ReplicaSetCreateError", Assert.Single(_world.Events).Reason);
    }

    [Fact]
    public void Decide_EmptySelector_IsRefused()
    {
        var deployment = Build.Deployment("web", 1);
        _world.Put(deployment with { Spec = deployment.Spec! with { Selector = new LabelSelector() } });

        Settle();

        Assert.Equal(("SelectingAll", "This deployment is selecting all pods. A non-empty selector is required."), (_world.Events[0].Reason, _world.Events[0].Message));
        Assert.Empty(_world.List<ReplicaSet>());
    }

    private void RollOut(int replicas)
    {
        _world.Put(Build.Deployment("web", replicas));
        Settle();
    }

    private void SetImage(string image) => Change(spec => spec with { Template = Build.Template(image, "app=web") });

    private void Change(Func<DeploymentSpec, DeploymentSpec> change)
    {
        _world.Now = _world.Now.AddSeconds(1);
        Assert.Null(_world.Apply([new ObjectAction.Update(Stored with { Spec = change(Stored.Spec!) })]));
    }

    private void Settle()
    {
        for (var pass = 0; pass < 40; pass++)
        {
            Pass();
            ReplicaSetsSettled.In(_world);
        }
    }

    private void Pass() => Assert.Null(_world.Apply(Decide().Actions));

    private Decision Decide(ActionFailure? failure = null) =>
        new DeploymentReconciler().Decide(new ObjectKey("default", "web"), _world, new ReconcileContext(_world.Now, new SeededIds(3)) { Failure = failure });

    private DeploymentCondition Condition(string type) => Stored.Status!.Conditions!.Single(condition => condition.Type == type);

    private (string Status, string Reason, string Message) Progress() =>
        (Condition("Progressing").Status, Condition("Progressing").Reason!, Condition("Progressing").Message!);

    private static string? Annotation(ReplicaSet set, string name) => set.Metadata.Annotations?.GetValueOrDefault("deployment.kubernetes.io/" + name);
}
