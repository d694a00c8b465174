using CloudOrchestrator.Kinds.Batch.Jobs;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.Kinds.Tests.Batch.Jobs;

public sealed class JobReconcilerTests
{
    [Fact]
    public void Decide_NewJob_StartsItAndCreatesGuardedTrackedPods()
    {
        var world = JobWorld.With(new JobSpec { Completions = 5, Parallelism = 2 });

        var actions = world.Decide().Actions;

        Assert.IsType<ObjectAction.UpdateStatus>(actions[0]);
        var creations = actions.OfType<ObjectAction.Create>().ToList();
        Assert.Equal(2, creations.Count);
        Assert.All(creations, creation => Assert.Equal("job-uid", creation.OwnerUid));
        var pod = (Pod)creations[0].Value;
        Assert.StartsWith("pi-", pod.Metadata.Name);
        Assert.Equal([JobLabels.TrackingFinalizer], pod.Metadata.Finalizers);
        Assert.Equal(("Job", "job-uid", true), (pod.Metadata.OwnerReferences![0].Kind, pod.Metadata.OwnerReferences[0].Uid, pod.Metadata.OwnerReferences[0].Controller));
        Assert.Null(world.Objects.Apply(actions));
        Assert.Equal((2, 0, 0, world.Objects.Now), (world.Active, world.Status.Ready, world.Status.Terminating, world.Status.StartTime));
        Assert.Equal(["SuccessfulCreate", "SuccessfulCreate"], world.EventReasons);
    }

    [Fact]
    public void Decide_AllSucceeded_CompletesAndLetsPodsGo()
    {
        var world = Running(new JobSpec { Completions = 2, Parallelism = 2 });
        foreach (var pod in world.ActivePods)
            world.Succeed(pod);

        world.Run();

        Assert.Equal((2, 0, 0), (world.Succeeded, world.Failed, world.Active));
        Assert.Equal(world.Objects.Now, world.Status.CompletionTime);
        Assert.Equal(["SuccessCriteriaMet", "Complete"], world.Status.Conditions!.Select(condition => condition.Type));
        Assert.All(world.Status.Conditions!, condition => Assert.Equal(("True", "CompletionsReached"), (condition.Status, condition.Reason)));
        Assert.All(world.Pods, pod => Assert.False(JobPods.IsTracked(pod)));
        Assert.Equal("Completed", world.EventReasons.Last());
        Assert.Empty(world.Decide().Actions);
    }

    [Fact]
    public void Decide_PodEnds_IsNamedBeforeItIsLetGoAndCountedAfter()
    {
        var world = Running(new JobSpec { Completions = 2, Parallelism = 1 });
        var pod = world.ActivePods[0];
        world.Succeed(pod);

        var actions = world.Decide().Actions.Where(action => action is not ObjectAction.RecordEvent).ToList();

        Assert.Empty(Assert.IsType<ObjectAction.Patch>(actions[0]).Changes["metadata"]!.AsObject());
        var named = ((Job)Assert.IsType<ObjectAction.UpdateStatus>(actions[1]).Value).Status!;
        Assert.Equal([pod.Metadata.Uid!], named.UncountedTerminatedPods!.Succeeded!);
        Assert.Equal(0, named.Succeeded);
        Assert.True(Assert.IsType<ObjectAction.Patch>(actions[2]).Changes["metadata"]!.AsObject().ContainsKey("finalizers"));
        var counted = ((Job)Assert.IsType<ObjectAction.UpdateStatus>(actions[^1]).Value).Status!;
        Assert.Equal((1, null), (counted.Succeeded, counted.UncountedTerminatedPods!.Succeeded));
    }

    [Fact]
    public void Decide_CrashBetweenAnyTwoActions_CountsEachPodOnce()
    {
        var world = Running(new JobSpec { Completions = 9, Parallelism = 4, BackoffLimit = 9 });
        world.Succeed(world.ActivePods[0]);
        world.Fail(world.ActivePods[0]);
        var actions = world.Decide().Actions;
        for (var done = 0; done <= actions.Count; done++)
        {
            var crashed = world.Copy();
            crashed.Objects.Apply(crashed.Decide().Actions.Take(done));
            foreach (var pod in crashed.Pods.Where(pod => PodProgress.IsFinished(pod) && !JobPods.IsTracked(pod)).Take(done % 2))
                crashed.Objects.Remove<Pod>("default", pod.Metadata.Name!);
            crashed.Run();
            Assert.Equal((done, 1, 1), (done, crashed.Succeeded, crashed.Failed));
        }
    }

    [Fact]
    public void Decide_PodsSeenFromBeforeTheyWereCounted_IsRefused()
    {
        var world = Running(new JobSpec { Completions = 9, Parallelism = 2 });
        world.Succeed(world.ActivePods[0]);
        var before = world.Pods;
        world.Run();
        var stale = world.Objects.Copy();
        foreach (var pod in before)
            stale.Put(pod);

        var decision = new JobReconciler().Decide(JobWorld.Key, stale, new ReconcileContext(stale.Now, new CloudOrchestrator.Testing.SeededIds(9)));

        Assert.NotNull(world.Objects.Apply(decision.Actions));
        Assert.Equal(1, world.Succeeded);
        Assert.Null(world.Status.UncountedTerminatedPods!.Succeeded);
    }

    [Fact]
    public void Decide_PodFails_ReplacesItAfterAGrowingWait()
    {
        var world = Running(new JobSpec { BackoffLimit = 6 });
        foreach (var wait in new[] { 10, 20, 40 })
        {
            world.Fail(Assert.Single(world.ActivePods));
            Assert.Equal(TimeSpan.FromSeconds(wait), world.Run());
            Assert.Empty(world.ActivePods);
            world.Wait(wait - 1);
            Assert.Equal(TimeSpan.FromSeconds(1), world.Run());
            world.Wait(1);
            world.Run();
            Assert.Single(world.ActivePods);
        }

        Assert.Equal((3, 1), (world.Failed, world.Active));
    }

    [Fact]
    public void Decide_SuccessAfterFailure_WaitsNoLonger()
    {
        var world = Running(new JobSpec { Completions = 5, Parallelism = 2 });
        world.Fail(world.ActivePods[0]);
        world.Wait(1);
        world.Succeed(world.ActivePods[0]);

        Assert.Null(world.Run());

        Assert.Equal(2, world.ActivePods.Count);
    }

    [Fact]
    public void Decide_TooManyFailures_FailsWhenTheLastPodIsGone()
    {
        var world = Running(new JobSpec { Completions = 3, Parallelism = 3, BackoffLimit = 0 });
        world.Fail(world.ActivePods[0]);

        world.Run();

        Assert.Equal("BackoffLimitExceeded", world.Condition("FailureTarget")!.Reason);
        Assert.Null(world.Condition("Failed"));
        Assert.Equal((0, 2, 3), (world.Active, world.Status.Terminating, world.Failed));
        world.FinishDeletions();
        world.Run();
        var failed = world.Condition("Failed")!;
        Assert.Equal(("True", "BackoffLimitExceeded", "Job has reached the specified backoff limit"), (failed.Status, failed.Reason, failed.Message));
        Assert.Null(world.Status.CompletionTime);
        var told = world.Objects.Events[^1];
        Assert.Equal(("Warning", "BackoffLimitExceeded"), (told.Type, told.Reason));
        Assert.Equal(2, world.EventReasons.Count(reason => reason == "SuccessfulDelete"));
    }

    [Fact]
    public void Decide_ContainersRestartedTooOften_Fails()
    {
        var template = Build.Template("pi:1", "app=pi");
        var world = Running(new JobSpec { BackoffLimit = 2, Template = template with { Spec = template.Spec! with { RestartPolicy = "OnFailure" } } });
        var pod = world.ActivePods[0];
        foreach (var restarts in new[] { 1, 2 })
        {
            Assert.Null(world.Condition("FailureTarget"));
            world.Objects.Put(pod with { Status = pod.Status! with { ContainerStatuses = [new ContainerStatus { Name = "main", RestartCount = restarts }] } });
            world.Run();
        }

        Assert.Equal("BackoffLimitExceeded", world.Condition("FailureTarget")!.Reason);
    }

    [Fact]
    public void Decide_ActiveTooLong_Fails()
    {
        var world = JobWorld.With(new JobSpec { ActiveDeadlineSeconds = 30 });
        Assert.Equal(TimeSpan.FromSeconds(30), world.Run());
        world.Wait(30);

        world.Run();
        world.FinishDeletions();
        world.Run();

        Assert.Equal(("DeadlineExceeded", "Job was active longer than specified deadline"), (world.Condition("Failed")!.Reason, world.Condition("Failed")!.Message));
    }

    [Fact]
    public void Decide_SuspendedAndResumed_DeletesPodsUncountedAndStartsAnew()
    {
        var world = Running(new JobSpec { Completions = 2, Parallelism = 2, ActiveDeadlineSeconds = 100 });
        world.Wait(50);
        world.Change(spec => spec with { Suspend = true });

        Assert.Null(world.Run());
        world.FinishDeletions();
        world.Run();

        Assert.Equal(("True", "JobSuspended"), (world.Condition("Suspended")!.Status, world.Condition("Suspended")!.Reason));
        Assert.Empty(world.Pods);
        Assert.Equal((0, 0), (world.Failed, world.Active));
        world.Wait(100);
        world.Change(spec => spec with { Suspend = false });
        Assert.Equal(TimeSpan.FromSeconds(100), world.Run());
        Assert.Equal(("False", "JobResumed"), (world.Condition("Suspended")!.Status, world.Condition("Suspended")!.Reason));
        Assert.Equal((world.Objects.Now, 2), (world.Status.StartTime, world.Active));
        Assert.Contains("Suspended", world.EventReasons);
        Assert.Contains("Resumed", world.EventReasons);
    }

    [Fact]
    public void Decide_CreatedSuspended_DoesNotStart()
    {
        var world = JobWorld.With(new JobSpec { Suspend = true });
        world.Run();
        Assert.Empty(world.Pods);
        Assert.Null(world.Status.StartTime);
    }

    [Fact]
    public void Decide_PodDeletedByUser_CountsAsFailedAndIsReplaced()
    {
        var world = Running(new JobSpec());
        var pod = world.ActivePods[0];
        world.Wait(5);
        world.Objects.Put(pod with { Metadata = pod.Metadata with { DeletionTimestamp = world.Objects.Now.AddSeconds(30), DeletionGracePeriodSeconds = 30 } });

        Assert.Equal(TimeSpan.FromSeconds(10), world.Run());
        world.Wait(10);
        world.Run();

        Assert.Equal((1, 1), (world.Failed, world.Active));
    }

    [Fact]
    public void Decide_OnlyFailedPodsAreReplaced_WaitsForTerminatingOnes()
    {
        var world = Running(new JobSpec { PodReplacementPolicy = "Failed" });
        var pod = world.ActivePods[0];
        world.Objects.Apply([new ObjectAction.Delete(typeof(Pod), Ownership.KeyOf(pod), pod.Metadata.Uid!)]);

        world.Wait(60);
        world.Run();
        Assert.Equal((0, 0, 1), (world.Failed, world.Active, world.Status.Terminating));
        world.FinishDeletions();
        world.Run();

        Assert.Equal((1, 1, 0), (world.Failed, world.Active, world.Status.Terminating));
    }

    [Fact]
    public void Decide_WithoutCompletions_OneSuccessEndsTheJobWhenTheOthersHaveEnded()
    {
        var world = Running(new JobSpec { Completions = null, Parallelism = 3 });
        Assert.Equal(3, world.ActivePods.Count);
        world.Succeed(world.ActivePods[0]);
        world.Run();
        Assert.Equal(2, world.ActivePods.Count);
        Assert.Null(world.Condition("Complete"));
        foreach (var pod in world.ActivePods)
            world.Succeed(pod);
        world.Run();
        Assert.Equal("True", world.Condition("Complete")!.Status);
        Assert.Equal(3, world.Succeeded);
    }

    [Fact]
    public void Decide_ParallelismLowered_DeletesTheLeastUsefulUncounted()
    {
        var world = JobWorld.With(new JobSpec { Completions = 5, Parallelism = 3 });
        world.Run();
        world.Start(world.ActivePods[1]);
        var running = world.ActivePods[1].Metadata.Name;
        world.Change(spec => spec with { Parallelism = 1 });

        world.Run();
        world.FinishDeletions();
        world.Run();

        Assert.Equal(running, Assert.Single(world.Pods).Metadata.Name);
        Assert.Equal(0, world.Failed);
    }

    [Fact]
    public void Decide_Thousands_CreatesInBoundedPasses()
    {
        var decision = JobWorld.With(new JobSpec { Completions = 1200, Parallelism = 1200 }).Decide();
        Assert.Equal(500, decision.Actions.Count(action => action is ObjectAction.Create));
        Assert.Equal(TimeSpan.Zero, decision.RequeueAfter);
    }

    [Fact]
    public void Decide_CreationRefused_Tells()
    {
        var world = JobWorld.With(new JobSpec());
        var refusal = ApiStatuses.Forbidden(new("", "v1", "pods"), "pi-x", "exceeded quota");

        var decision = world.Decide(new ActionFailure(new ObjectAction.Create(Build.Pod("pi-x")), refusal));

        Assert.DoesNotContain(decision.Actions, action => action is ObjectAction.Create);
        var told = Assert.Single(decision.Actions.OfType<ObjectAction.RecordEvent>());
        Assert.Equal(("Warning", "FailedCreate", $"Error creating: {refusal.Message}"), (told.Type, told.Reason, told.Message));
    }

    [Fact]
    public void Decide_ManagedElsewhere_DoesNothing() => Assert.Empty(JobWorld.With(new JobSpec { ManagedBy = "example.com/runner" }).Decide().Actions);

    [Fact]
    public void Decide_Orphan_IsAdoptedWithFinalizerAndStrayIsReleasedWithout()
    {
        var world = Running(new JobSpec { Parallelism = 1 });
        var pod = world.ActivePods[0];
        world.Objects.Put(pod with { Metadata = pod.Metadata with { Labels = Build.Labels("app=other") } });
        world.Objects.Put(Build.Pod("orphan") with { Metadata = Build.Meta("orphan", "app=pi") });

        world.Run();

        Assert.Equal("orphan", Assert.Single(world.Pods, JobPods.IsTracked).Metadata.Name);
        Assert.Null(world.Objects.Require<Pod>("default", pod.Metadata.Name!).Metadata.OwnerReferences);
        Assert.Equal(1, world.Active);
    }

    private static JobWorld Running(JobSpec spec) => JobWorld.Running(spec);
}
