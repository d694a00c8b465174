using CloudOrchestrator.Kinds.Batch.Jobs;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;
using CloudOrchestrator.Testing;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.Kinds.Tests.Batch.Jobs;

/// <summary>A Job named <c>pi</c> and its pods; plays scheduler, nodes and time for them.</summary>
internal sealed class JobWorld
{
    public static readonly ObjectKey Key = new("default", "pi");

    public ObjectWorld Objects { get; private init; } = new();

    public Job Job => Objects.Require<Job>("default", "pi");

    public JobStatus Status => Job.Status ?? new();

    public int Active => Status.Active ?? 0;

    public int Succeeded => Status.Succeeded ?? 0;

    public int Failed => Status.Failed ?? 0;

    public IReadOnlyList<Pod> Pods => Objects.List<Pod>();

    public IReadOnlyList<Pod> ActivePods => [.. Pods.Where(PodProgress.IsActive)];

    public static Job NewJob(JobSpec spec)
    {
        var job = Build.Job("pi", spec);
        return job with { Metadata = job.Metadata with { Uid = "job-uid" } };
    }

    public static JobWorld With(JobSpec spec)
    {
        var world = new JobWorld();
        world.Objects.Put(NewJob(spec));
        return world;
    }

    /// <summary>A Job whose first pods run.</summary>
    public static JobWorld Running(JobSpec spec)
    {
        var world = With(spec);
        world.Run();
        foreach (var pod in world.ActivePods)
            world.Start(pod);
        world.Run();
        return world;
    }

    /// <summary>What the last decision left for the next; a copy of the world begins without, as a new process does.</summary>
    public object? Memory { get; set; }

    public JobWorld Copy() => new() { Objects = Objects.Copy() };

    public void Change(Func<JobSpec, JobSpec> change) => Objects.Put(Job with { Spec = change(Job.Spec!) });

    public Decision Decide(ActionFailure? failure = null)
    {
        var context = new ReconcileContext(Objects.Now, new SeededIds(5 + Objects.Events.Count)) { Failure = failure, Memory = Memory };
        var decision = new JobReconciler().Decide(Key, Objects, context);
        Memory = decision.Memory;
        return decision;
    }

    /// <summary>Decides and acts until nothing is left to do now; the last answer when to look again.</summary>
    public TimeSpan? Run()
    {
        for (var pass = 0; pass < 30; pass++)
        {
            var decision = Decide();
            Assert.Null(Objects.Apply(decision.Actions));
            if (!decision.Actions.Any(action => action is not ObjectAction.RecordEvent))
                return decision.RequeueAfter;
        }

        throw new InvalidOperationException("the Job does not come to rest");
    }

    public void Start(Pod pod) => Objects.Put(Current(pod) with
    {
        Spec = pod.Spec! with { NodeName = "a" },
        Status = new PodStatus { Phase = "Running", Conditions = [new PodCondition { Type = "Ready", Status = "True", LastTransitionTime = Objects.Now }] },
    });

    public void Succeed(Pod pod) => End(pod, "Succeeded", 0);

    public void Fail(Pod pod, int exitCode = 1) => End(pod, "Failed", exitCode);

    public void Succeed(int index) => Succeed(PodOf(index));

    public void Fail(int index, int exitCode = 1) => Fail(PodOf(index), exitCode);

    public Pod PodOf(int index) => ActivePods.Single(pod => JobPods.IndexOf(pod) == index);

    public void End(Pod pod, string phase, int exitCode) => Objects.Put(Current(pod) with
    {
        Spec = pod.Spec! with { NodeName = "a" },
        Status = new PodStatus
        {
            Phase = phase,
            Conditions = [new PodCondition { Type = "Ready", Status = "False", LastTransitionTime = Objects.Now }],
            ContainerStatuses =
            [
                new ContainerStatus { Name = "main", State = new ContainerState { Terminated = new ContainerStateTerminated { ExitCode = exitCode, FinishedAt = Objects.Now } } },
            ],
        },
    });

    /// <summary>Pods that are being deleted are gone, or only held by finalizers.</summary>
    public void FinishDeletions() => FinishDeletions(Objects);

    public static void FinishDeletions(ObjectWorld world)
    {
        foreach (var pod in world.List<Pod>().Where(pod => pod.Metadata.DeletionTimestamp is not null))
        {
            if (pod.Metadata.Finalizers is not { Count: > 0 })
                world.Remove<Pod>("default", pod.Metadata.Name!);
            else if (pod.Metadata.DeletionGracePeriodSeconds > 0)
                world.Put(pod with { Metadata = pod.Metadata with { DeletionGracePeriodSeconds = 0 }, Status = (pod.Status ?? new()) with { Phase = "Failed" } });
        }
    }

    public void Wait(double seconds) => Objects.Now = Objects.Now.AddSeconds(seconds);

    public JobCondition? Condition(string type) => Status.Conditions?.SingleOrDefault(condition => condition.Type == type);

    public IEnumerable<string> EventReasons => Objects.Events.Select(told => told.Reason);

    private Pod Current(Pod pod) => Objects.Require<Pod>("default", pod.Metadata.Name!);
}
