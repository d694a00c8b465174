using CloudOrchestrator.Kinds.Batch.Jobs;
using CloudOrchestrator.Kinds.Core.Pods;

namespace CloudOrchestrator.Kinds.Tests.Batch.Jobs;

public sealed class JobBackoffTests
{
    [Fact]
    public void Decide_PodDeletedByAUserIsGone_WaitsAsLongAsForOneThatFailed()
    {
        var world = JobWorld.Running(new JobSpec { BackoffLimit = 6 });
        Delete(world, Assert.Single(world.ActivePods));

        Assert.Equal(TimeSpan.FromSeconds(10), world.Run());
        world.Wait(2);
        world.FinishDeletions();
        Assert.Empty(world.Pods);
        Assert.Equal(TimeSpan.FromSeconds(8), world.Run());
        world.Wait(8);
        world.Run();

        Delete(world, Assert.Single(world.ActivePods));
        Assert.Equal(TimeSpan.FromSeconds(20), world.Run());
        world.FinishDeletions();
        Assert.Equal(TimeSpan.FromSeconds(20), world.Run());
        Assert.Equal((2, 0), (world.Failed, world.Active));
    }

    [Fact]
    public void Decide_PodThatFailedIsGoneAfterASuccess_WaitsNoLonger()
    {
        var world = JobWorld.Running(new JobSpec { BackoffLimit = 6, Completions = 3, Parallelism = 2 });
        Delete(world, world.ActivePods[0]);
        world.Run();
        world.FinishDeletions();
        world.Wait(1);
        world.Succeed(Assert.Single(world.ActivePods));

        Assert.Null(world.Run());

        Assert.Equal(2, world.ActivePods.Count);
        Assert.Null(world.Memory);
    }

    [Fact]
    public void Decide_JobOfTheSameNameFollows_KnowsNothingOfThePodsBefore()
    {
        var world = JobWorld.Running(new JobSpec { BackoffLimit = 6 });
        world.Fail(Assert.Single(world.ActivePods));
        world.Run();
        Assert.NotNull(world.Memory);
        foreach (var pod in world.Pods)
            world.Objects.Remove<Pod>("default", pod.Metadata.Name!);
        var next = JobWorld.NewJob(new JobSpec { BackoffLimit = 6 });
        world.Objects.Put(next with { Metadata = next.Metadata with { Uid = "next-uid" } });

        world.Run();

        Assert.Single(world.ActivePods);
    }

    [Fact]
    public void Decide_PodDeletedByAUserIsGoneAndTheProcessAsWell_Replaces()
    {
        var world = JobWorld.Running(new JobSpec { BackoffLimit = 6 });
        Delete(world, Assert.Single(world.ActivePods));
        world.Run();
        world.FinishDeletions();
        var cold = world.Copy();

        Assert.Null(cold.Run());

        Assert.Single(cold.ActivePods);
    }

    private static void Delete(JobWorld world, Pod pod) => world.Objects.Put(
        pod with { Metadata = pod.Metadata with { DeletionTimestamp = world.Objects.Now.AddSeconds(30), DeletionGracePeriodSeconds = 30 } });
}
