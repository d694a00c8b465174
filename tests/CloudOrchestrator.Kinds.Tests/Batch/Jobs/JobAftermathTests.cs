using CloudOrchestrator.Kinds.Batch.Jobs;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Testing;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.Kinds.Tests.Batch.Jobs;

public sealed class JobAftermathTests
{
    private readonly JobWorld _world = JobWorld.With(new JobSpec { TtlSecondsAfterFinished = 60 });

    [Fact]
    public void Ttl_JobFinished_DeletesItInForegroundWhenItsTimeIsOver()
    {
        Assert.Null(Decide(new TtlAfterFinishedReconciler(), JobWorld.Key).RequeueAfter);
        _world.Run();
        _world.Succeed(_world.ActivePods[0]);
        _world.Run();
        _world.Wait(20);
        Assert.Equal(TimeSpan.FromSeconds(40), Decide(new TtlAfterFinishedReconciler(), JobWorld.Key).RequeueAfter);
        _world.Wait(40);
        var delete = Assert.IsType<ObjectAction.Delete>(Assert.Single(Decide(new TtlAfterFinishedReconciler(), JobWorld.Key).Actions));
        Assert.Equal(("Foreground", "job-uid"), (delete.PropagationPolicy, delete.Uid));
    }

    [Fact]
    public void Orphan_JobGoneOrFinished_LetsPodGo()
    {
        _world.Run();
        var pod = Assert.Single(_world.Pods);
        Assert.Empty(Decide(new JobOrphanReconciler(), Ownership.KeyOf(pod)).Actions);

        _world.Objects.Remove<Job>("default", "pi");

        var release = Assert.Single(Decide(new JobOrphanReconciler(), Ownership.KeyOf(pod)).Actions);
        Assert.Equal((typeof(Job), JobWorld.Key, "job-uid"), Assert.Single(release.OnlyWithout));
        Assert.Null(_world.Objects.Apply([release]));
        Assert.Null(Assert.Single(_world.Pods).Metadata.Finalizers);
        Assert.Empty(Decide(new JobOrphanReconciler(), Ownership.KeyOf(pod)).Actions);
    }

    [Fact]
    public void Orphan_Triggers_WakeForOrphansOnly()
    {
        _world.Run();
        var (job, pod) = (_world.Job, _world.Pods[0]);
        var triggers = new JobOrphanReconciler().Triggers.ToDictionary(trigger => trigger.ObjectType);
        Assert.Empty(triggers[typeof(Pod)].Keys(null, pod, _world.Objects));
        Assert.Empty(triggers[typeof(Job)].Keys(job, job, _world.Objects));
        Assert.Equal([Ownership.KeyOf(pod)], triggers[typeof(Job)].Keys(job, null, _world.Objects));
        _world.Objects.Remove<Job>("default", "pi");
        Assert.Equal([Ownership.KeyOf(pod)], triggers[typeof(Pod)].Keys(pod, pod, _world.Objects));
    }

    private Decision Decide(IReconciler reconciler, ObjectKey key) =>
        reconciler.Decide(key, _world.Objects, new ReconcileContext(_world.Objects.Now, new SeededIds(3)));
}
