using CloudOrchestrator.Kinds.Batch.Jobs;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.Kinds.Tests.Batch.Jobs;

public sealed class JobReconcilerLaws : ReconcilerLaws
{
    protected override IReconciler Reconciler { get; } = new JobReconciler();

    // New pods run and succeed; pods that are being deleted go.
    protected override void React(ObjectWorld world)
    {
        JobWorld.FinishDeletions(world);
        foreach (var pod in world.List<Pod>().Where(pod => pod.Metadata.Annotations?.ContainsKey(ForeignAnnotation) != true && PodProgress.IsActive(pod)))
        {
            var next = pod.Status?.Phase == "Running" ? "Succeeded" : "Running";
            world.Put(pod with { Spec = pod.Spec! with { NodeName = "a" }, Status = Build.Pod("x", phase: next, ready: next == "Running").Status });
        }
    }

    protected override IEnumerable<(ObjectWorld World, ObjectKey Key)> Situations()
    {
        yield return Situation(JobWorld.With(new JobSpec { Completions = 3, Parallelism = 2 }));
        yield return Situation(JobWorld.With(new JobSpec { Completions = 3, Parallelism = 2, CompletionMode = "Indexed" }));
        yield return Situation(Running(new JobSpec { Completions = 5, Parallelism = 4 }, world =>
        {
            world.Succeed(world.ActivePods[0]);
            world.Fail(world.ActivePods[0]);
            world.Wait(60);
        }));
        yield return Situation(Running(new JobSpec { Completions = 5, Parallelism = 5, BackoffLimit = 0 }, world => world.Fail(world.ActivePods[0])));
        yield return Situation(Running(new JobSpec { Completions = 5, Parallelism = 5, CompletionMode = "Indexed", BackoffLimitPerIndex = 1 }, world =>
        {
            world.Fail(0);
            world.Fail(3);
            world.Wait(60);
        }));
        yield return Situation(Running(
            new JobSpec { Completions = 5, Parallelism = 5, CompletionMode = "Indexed", SuccessPolicy = new SuccessPolicy { Rules = [new() { SucceededIndexes = "1" }] } },
            world => world.Succeed(1)));
        yield return Situation(Running(new JobSpec { Completions = 4, Parallelism = 4 }, world => world.Change(spec => spec with { Suspend = true })));
        yield return Situation(Running(new JobSpec { Completions = 4, Parallelism = 4 }, world => world.Change(spec => spec with { Parallelism = 1 })));
        yield return Situation(Running(new JobSpec { Completions = 2, Parallelism = 2 }, world => world.Objects.Put(world.Job with
        {
            Metadata = world.Job.Metadata with { DeletionTimestamp = world.Objects.Now, Finalizers = ["foregroundDeletion"] },
        })));
    }

    private static (ObjectWorld World, ObjectKey Key) Situation(JobWorld world)
    {
        world.Objects.Put(Build.ForeignPod("bystander", "app=pi"));
        return (world.Objects, JobWorld.Key);
    }

    private static JobWorld Running(JobSpec spec, Action<JobWorld> then)
    {
        var world = JobWorld.With(spec);
        world.Run();
        foreach (var pod in world.ActivePods)
            world.Start(pod);
        then(world);
        return world;
    }
}
