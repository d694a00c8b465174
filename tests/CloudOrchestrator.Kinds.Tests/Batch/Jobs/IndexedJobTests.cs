using CloudOrchestrator.Kinds.Batch.Jobs;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Reconciliation;
using CloudOrchestrator.Testing.Reconciling;

namespace CloudOrchestrator.Kinds.Tests.Batch.Jobs;

public sealed class IndexedJobTests
{
    private static readonly JobSpec Indexed = new() { Completions = 5, Parallelism = 3, CompletionMode = "Indexed" };

    [Fact]
    public void Decide_NewJob_GivesEachPodItsIndex()
    {
        var world = JobWorld.With(Indexed);
        world.Run();

        Assert.Equal([0, 1, 2], world.ActivePods.Select(JobPods.IndexOf).Order());
        var pod = world.PodOf(2);
        Assert.StartsWith("pi-2-", pod.Metadata.Name);
        Assert.Equal("pi-2", pod.Spec!.Hostname);
        Assert.Equal("2", pod.Metadata.Labels![JobLabels.CompletionIndex]);
        Assert.Equal("2", pod.Metadata.Annotations![JobLabels.CompletionIndex]);
        var variable = Assert.Single(pod.Spec.Containers![0].Env!);
        Assert.Equal(("JOB_COMPLETION_INDEX", "metadata.labels['batch.kubernetes.io/job-completion-index']"), (variable.Name, variable.ValueFrom!.FieldRef!.FieldPath));
    }

    [Fact]
    public void Decide_LongName_KeepsTheIndexInPodNames()
    {
        var job = JobWorld.NewJob(Indexed with { Template = Build.Template("pi:1", "app=pi") });
        var draft = new JobPodDraft(job with { Metadata = job.Metadata with { Name = new string('a', 63) } }, new());
        var pod = draft.Create(1234, null, new CloudOrchestrator.Testing.SeededIds(1), _ => false);
        Assert.StartsWith(new string('a', 52) + "-1234-", pod.Metadata.Name);
        Assert.Equal(63, pod.Metadata.Name!.Length);
    }

    [Fact]
    public void Decide_IndexesSucceed_GoesOnWithTheLowestAndCompletes()
    {
        var world = JobWorld.With(Indexed);
        world.Run();
        world.Succeed(1);
        world.Succeed(2);
        world.Run();
        Assert.Equal([0, 3, 4], world.ActivePods.Select(JobPods.IndexOf).Order());
        Assert.Equal(("1,2", 2), (world.Status.CompletedIndexes, world.Succeeded));
        foreach (var index in new[] { 0, 3, 4 })
            world.Succeed(index);
        world.Run();
        Assert.Equal(("0-4", 5), (world.Status.CompletedIndexes, world.Succeeded));
        Assert.Equal("True", world.Condition("Complete")!.Status);
        Assert.All(world.Pods, pod => Assert.False(JobPods.IsTracked(pod)));
    }

    [Fact]
    public void Decide_IndexDoubledOrOutOfRange_KeepsOnePerIndex()
    {
        var world = JobWorld.With(Indexed);
        world.Run();
        var pod = world.PodOf(1);
        world.Objects.Put(pod with { Metadata = pod.Metadata with { Name = "twin", Uid = "twin", ResourceVersion = null } });
        foreach (var index in new[] { "9", "x" })
        {
            var annotations = Build.Labels($"{JobLabels.CompletionIndex}={index}");
            world.Objects.Put(pod with { Metadata = pod.Metadata with { Name = "odd-" + index, Uid = "odd-" + index, ResourceVersion = null, Annotations = annotations } });
        }

        world.Run();

        Assert.Equal([0, 1, 2], world.ActivePods.Select(JobPods.IndexOf).Order());
    }

    [Fact]
    public void Decide_IndexFailsTooOften_OthersGoOnAndTheJobFailsInTheEnd()
    {
        var world = JobWorld.With(Indexed with { Parallelism = 5, BackoffLimitPerIndex = 1, BackoffLimit = null });
        world.Run();
        Assert.Equal("0", world.PodOf(3).Metadata.Annotations![JobLabels.IndexFailureCount]);
        world.Fail(3);
        Assert.Equal(TimeSpan.FromSeconds(10), world.Run());
        Assert.Single(world.Pods, pod => PodProgress.IsFinished(pod) && JobPods.IsTracked(pod));
        world.Wait(10);
        world.Run();
        Assert.Equal("1", world.PodOf(3).Metadata.Annotations![JobLabels.IndexFailureCount]);
        Assert.Equal(1, world.Failed);
        world.Fail(3);
        world.Run();
        Assert.Equal(("3", 2), (world.Status.FailedIndexes, world.Failed));
        Assert.Equal([0, 1, 2, 4], world.ActivePods.Select(JobPods.IndexOf).Order());
        foreach (var index in new[] { 0, 1, 2, 4 })
            world.Succeed(index);
        world.Run();
        Assert.Equal(("FailedIndexes", "Job has failed indexes"), (world.Condition("Failed")!.Reason, world.Condition("Failed")!.Message));
        Assert.Equal("0-2,4", world.Status.CompletedIndexes);
    }

    [Fact]
    public void Decide_TooManyFailedIndexes_FailsAtOnce()
    {
        var world = JobWorld.With(Indexed with { Parallelism = 5, BackoffLimitPerIndex = 0, MaxFailedIndexes = 1, BackoffLimit = null });
        world.Run();
        world.Fail(0);
        world.Run();
        Assert.Null(world.Condition("FailureTarget"));
        world.Fail(1);
        world.Run();
        Assert.Equal("MaxFailedIndexesExceeded", world.Condition("FailureTarget")!.Reason);
        Assert.Empty(world.ActivePods);
    }

    [Theory]
    [InlineData("1-2", null, "Matched rules at index 0")]
    [InlineData("1-4", 2, "Matched rules at index 0")]
    [InlineData(null, 2, "Matched rules at index 0")]
    [InlineData("0-4", null, null)]
    [InlineData("3,4", 1, null)]
    public void Decide_SuccessPolicy_EndsTheJobWhenARuleIsMet(string? indexes, int? count, string? message)
    {
        var rule = new SuccessPolicyRule { SucceededIndexes = indexes, SucceededCount = count };
        var world = JobWorld.With(Indexed with { Parallelism = 5, SuccessPolicy = new SuccessPolicy { Rules = [rule] } });
        world.Run();
        world.Succeed(1);
        world.Succeed(2);

        world.Run();
        world.FinishDeletions();
        world.Run();

        Assert.Equal(message, world.Condition("SuccessCriteriaMet")?.Message);
        Assert.Equal(message, world.Condition("Complete")?.Message);
        Assert.Equal((2, 0), (world.Succeeded, world.Failed));
        Assert.Equal(message is null ? 3 : 0, world.ActivePods.Count);
    }

    [Fact]
    public void Decide_Shrunk_ForgetsIndexesBeyondTheEnd()
    {
        var world = JobWorld.With(Indexed with { Parallelism = 5 });
        world.Run();
        world.Succeed(4);
        world.Run();
        world.Change(spec => spec with { Completions = 2, Parallelism = 2 });
        world.Run();
        world.FinishDeletions();
        world.Run();
        Assert.Equal([0, 1], world.ActivePods.Select(JobPods.IndexOf).Order());
        Assert.Equal(0, world.Succeeded);
    }

    [Theory]
    [InlineData("FailJob", 42, "PodFailurePolicy")]
    [InlineData("FailJob", 1, null)]
    public void Decide_FailurePolicy_FailsTheJobOnThatExitCode(string action, int exitCode, string? reason)
    {
        var world = WithRule(new PodFailurePolicyRule { Action = action, OnExitCodes = new() { Operator = "In", Values = [42] } });
        var pod = world.ActivePods[0];
        world.Fail(pod, exitCode);
        world.Run();
        Assert.Equal(reason, world.Condition("FailureTarget")?.Reason);
        Assert.Equal(
            reason is null ? null : $"Container main for pod default/{pod.Metadata.Name} failed with exit code 42 matching FailJob rule at index 0",
            world.Condition("FailureTarget")?.Message);
    }

    [Fact]
    public void Decide_FailurePolicyIgnores_ReplacesWithoutCounting()
    {
        var world = WithRule(new PodFailurePolicyRule { Action = "Ignore", OnPodConditions = [new() { Type = "Ready", Status = "False" }] });
        world.Fail(world.ActivePods[0]);
        world.Run();
        world.Wait(10);
        world.Run();
        Assert.Equal((0, 1), (world.Failed, world.Active));
        Assert.All(world.Pods.Where(PodProgress.IsFinished), pod => Assert.False(JobPods.IsTracked(pod)));
    }

    [Fact]
    public void Decide_FailurePolicyFailsIndex_WithoutTryingAgain()
    {
        var rule = new PodFailurePolicyRule { Action = "FailIndex", OnExitCodes = new() { Operator = "NotIn", Values = [1] } };
        var world = JobWorld.With(Indexed with
        {
            Parallelism = 5,
            BackoffLimitPerIndex = 3,
            BackoffLimit = null,
            PodReplacementPolicy = "Failed",
            PodFailurePolicy = new PodFailurePolicy { Rules = [rule] },
        });
        world.Run();
        world.Fail(0, exitCode: 2);
        world.Fail(1, exitCode: 1);
        world.Run();
        Assert.Equal("0", world.Status.FailedIndexes);
    }

    private static JobWorld WithRule(PodFailurePolicyRule rule)
    {
        var world = JobWorld.With(new JobSpec { BackoffLimit = 3, PodReplacementPolicy = "Failed", PodFailurePolicy = new PodFailurePolicy { Rules = [rule] } });
        world.Run();
        return world;
    }
}
