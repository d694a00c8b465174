using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.NodeAgent.Pods;
using static CloudOrchestrator.NodeAgent.Tests.Pods.PodCase;

namespace CloudOrchestrator.NodeAgent.Tests.Pods;

public sealed class PodSyncTerminationTests
{
    [Fact]
    public void Plan_Deleted_EndsContainersWithTheGraceOfTheDeletion()
    {
        var plan = Plan(Pod(Container()).Deleted(5), Ready(Running()));
        Assert.Equal(new PodAction.KillContainer("main-0", "main", 5, "Stopping container main"), Assert.Single(plan.Actions));
        Assert.Equal("Running", plan.Status.Phase);
    }

    [Fact]
    public void Plan_DeletedWhileKilling_KillsAgainOnlyWithShorterGrace()
    {
        var view = Ready(Running()) with { Killing = new Dictionary<string, Killing> { ["main-0"] = new(30) } };
        Assert.Empty(Plan(Pod(Container()).Deleted(30), view).Actions);
        Assert.Equal(1, Assert.IsType<PodAction.KillContainer>(Assert.Single(Plan(Pod(Container()).Deleted(1), view).Actions)).GraceSeconds);
    }

    [Fact]
    public void Plan_DeletedWhileStarting_CancelsTheStart()
    {
        var plan = Plan(Pod(Container()).Deleted(30), Ready() with { Starting = new HashSet<string> { "main" } });
        Assert.Equal(new PodAction.CancelStart("main"), Assert.Single(plan.Actions));
    }

    [Fact]
    public void Plan_DeletedAndEnded_ReleasesThenFinishes()
    {
        var pod = Pod(Container()).Deleted(30);
        Assert.IsType<PodAction.Release>(Assert.Single(Plan(pod, Ready(Ended(0))).Actions));
        var known = pod with { Status = Plan(pod, Ready(Ended(0))).Status };
        var last = Plan(known, new PodView { Released = true });
        Assert.IsType<PodAction.FinishDeletion>(Assert.Single(last.Actions));
        Assert.Equal("Succeeded", last.Status.Phase);
        Assert.Equal(0, last.Status.ContainerStatuses![0].State!.Terminated!.ExitCode);
    }

    [Fact]
    public void Plan_Gone_EndsEverythingAndDeletesNothing()
    {
        var kill = Assert.IsType<PodAction.KillContainer>(Assert.Single(Plan(Pod(Container()), Ready(Running()) with { Gone = true }).Actions));
        Assert.Equal(1, kill.GraceSeconds);
        Assert.IsType<PodAction.Release>(Assert.Single(Plan(Pod(Container()), Ready() with { Gone = true }).Actions));
        Assert.Empty(Plan(Pod(Container()), new PodView { Gone = true, Released = true }).Actions);
    }

    [Fact]
    public void Plan_DeletedWithSidecars_EndThemLastAndInReverse()
    {
        var pod = Pod(Container()).With(spec => spec with
        {
            InitContainers = [Container("first") with { RestartPolicy = "Always" }, Container("second") with { RestartPolicy = "Always" }],
        }).Deleted(30, requestedSecondsAgo: 10);
        Assert.Equal(["main"], Killed(Plan(pod, Ready(Running("first"), Running("second"), Running()))));
        var next = Plan(pod, Ready(Running("first"), Running("second"), Ended(0)));
        Assert.Equal(["second"], Killed(next));
        Assert.Equal(20, next.Actions.Cast<PodAction.KillContainer>().Single().GraceSeconds);
        Assert.Equal(["first"], Killed(Plan(pod, Ready(Running("first"), Ended(0, name: "second"), Ended(0)))));
    }

    [Fact]
    public void Plan_JobWithSidecar_EndsTheSidecarWhenTheContainersAreDone()
    {
        var pod = Pod(Container()).With(spec => spec with { RestartPolicy = "Never", InitContainers = [Container("side") with { RestartPolicy = "Always" }] });
        Assert.Equal(["side"], Killed(Plan(pod, Ready(Running("side"), Ended(0)))));
    }

    [Fact]
    public void Plan_Over_StartsNothingAgain()
    {
        var pod = Pod(Container()) with { Status = new PodStatus { Phase = "Failed", Reason = "Evicted" } };
        var plan = Plan(pod, new PodView { VolumesReady = true, SandboxReleased = true });
        Assert.Empty(plan.Actions);
        Assert.Equal(("Failed", "Evicted"), (plan.Status.Phase, plan.Status.Reason));
    }

    private static string[] Killed(PodPlan plan) => [.. plan.Actions.OfType<PodAction.KillContainer>().Select(action => action.ContainerName)];
}
