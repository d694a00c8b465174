using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.NodeAgent.Pods;
using static CloudOrchestrator.NodeAgent.Tests.Pods.PodCase;

namespace CloudOrchestrator.NodeAgent.Tests.Pods;

public sealed class PodSyncRestartTests
{
    [Fact]
    public void Plan_FirstCrash_RestartsAtOnce()
    {
        var start = Assert.IsType<PodAction.StartContainer>(Assert.Single(Plan(Pod(Container()), Ready(Ended(1))).Actions));
        Assert.Equal((1, 1), (start.Attempt, start.BackOffLevel));
    }

    [Theory]
    [InlineData(1, 10, "10s")]
    [InlineData(2, 20, "20s")]
    [InlineData(4, 80, "1m20s")]
    [InlineData(6, 300, "5m0s")]
    public void Plan_LaterCrash_WaitsInCrashLoopBackOff(int level, int seconds, string text)
    {
        var plan = Plan(Pod(Container()), Ready(Ended(1, secondsAgo: 3, attempt: level, backOffLevel: level)));
        Assert.DoesNotContain(plan.Actions, action => action is PodAction.StartContainer);
        Assert.Equal(Now.AddSeconds(seconds - 3), plan.NextCheck);
        var status = plan.Status.ContainerStatuses![0];
        Assert.Equal("CrashLoopBackOff", status.State!.Waiting!.Reason);
        Assert.Equal($"back-off {text} restarting failed container=main pod=web_default(uid)", status.State.Waiting.Message);
        Assert.Equal(1, status.LastState!.Terminated!.ExitCode);
        Assert.Equal(level, status.RestartCount);
        Assert.Equal("Running", plan.Status.Phase);
    }

    [Fact]
    public void Plan_CrashAfterTenMinutes_StartsTheCountAnew()
    {
        var ended = Ended(1, attempt: 7, backOffLevel: 6) with { StartedAt = Now.AddMinutes(-10) };
        var start = Assert.IsType<PodAction.StartContainer>(Assert.Single(Plan(Pod(Container()), Ready(ended)).Actions));
        Assert.Equal(1, start.BackOffLevel);
    }

    [Theory]
    [InlineData("Always", 0, true, "Running")]
    [InlineData("OnFailure", 0, false, "Succeeded")]
    [InlineData("OnFailure", 1, true, "Running")]
    [InlineData("Never", 0, false, "Succeeded")]
    [InlineData("Never", 1, false, "Failed")]
    public void Plan_ContainerEnded_AsTheRestartPolicySays(string policy, int exitCode, bool restarts, string phase)
    {
        var plan = Plan(Pod(Container()).With(spec => spec with { RestartPolicy = policy }), Ready(Ended(exitCode)));
        Assert.Equal(restarts, plan.Actions.Any(action => action is PodAction.StartContainer));
        Assert.Equal(phase, plan.Status.Phase);
    }

    [Fact]
    public void Plan_AllDone_ReleasesSandboxAndKeepsAddress()
    {
        var pod = Pod(Container()).With(spec => spec with { RestartPolicy = "Never" }) with { Status = new PodStatus { PodIP = "10.244.0.2" } };
        Assert.IsType<PodAction.ReleaseSandbox>(Assert.Single(Plan(pod, Ready(Ended(0))).Actions));
        var after = Plan(pod, Ready(Ended(0)) with { Sandbox = null, SandboxReleased = true });
        Assert.Empty(after.Actions);
        Assert.Equal("10.244.0.2", after.Status.PodIP);
        Assert.Equal("PodCompleted", after.Status.Conditions!.Single(condition => condition.Type == "Ready").Reason);
    }

    [Fact]
    public void Plan_LivenessFailed_KillsWithTheProbesGrace()
    {
        var pod = Pod(Container() with { LivenessProbe = new Probe { TerminationGracePeriodSeconds = 7 } });
        var health = new Dictionary<string, ContainerHealth> { ["main-0"] = ContainerHealth.Unknown with { Liveness = ProbeVerdict.Failure } };
        var kill = Assert.IsType<PodAction.KillContainer>(Assert.Single(Plan(pod, Ready(Running()) with { Health = health }).Actions));
        Assert.Equal(7, kill.GraceSeconds);
        Assert.Equal("Container main failed liveness probe, will be restarted", kill.Message);
    }

    [Fact]
    public void Plan_ImageChanged_KillsThenStartsWithoutBackOff()
    {
        var pod = Pod(Container(image: "app:2"));
        var kill = Assert.IsType<PodAction.KillContainer>(Assert.Single(Plan(pod, Ready(Running())).Actions));
        Assert.Equal("Container main definition changed, will be restarted", kill.Message);
        var start = Assert.IsType<PodAction.StartContainer>(Assert.Single(Plan(pod, Ready(Ended(143, attempt: 3, backOffLevel: 3))).Actions));
        Assert.Equal((4, 0), (start.Attempt, start.BackOffLevel));
    }

    [Fact]
    public void Plan_PullFailed_ErrImagePullThenBackOff()
    {
        var failure = new StartFailure("ErrImagePull", "no such host", Now, Now.AddSeconds(10));
        var view = Ready() with { StartFailures = new Dictionary<string, StartFailure> { ["main"] = failure } };
        Assert.Equal("ErrImagePull", Waiting(PodSync.Plan(Pod(Container()), view, Now)).Reason);
        var later = PodSync.Plan(Pod(Container()), view, Now.AddSeconds(3));
        Assert.Equal("ImagePullBackOff", Waiting(later).Reason);
        Assert.Equal("Back-off pulling image \"app:1\": ErrImagePull: no such host", Waiting(later).Message);
        Assert.Equal("BackOff", Assert.IsType<PodAction.Tell>(Assert.Single(later.Actions)).Reason);
        var retry = PodSync.Plan(Pod(Container()), view, Now.AddSeconds(10));
        Assert.IsType<PodAction.StartContainer>(Assert.Single(retry.Actions));
        Assert.Equal("ImagePullBackOff", Waiting(retry).Reason);
    }

    [Fact]
    public void Plan_StartFailed_CannotRunWithExitCode()
    {
        var failed = Ended(127, attempt: 1, backOffLevel: 1) with { StartedAt = null, StartError = "no such file or directory" };
        var last = Plan(Pod(Container()), Ready(failed)).Status.ContainerStatuses![0].LastState!.Terminated!;
        Assert.Equal(("ContainerCannotRun", 127, "no such file or directory"), (last.Reason, last.ExitCode, last.Message));
    }

    [Fact]
    public void Plan_OutOfMemory_SaysSo()
    {
        var pod = Pod(Container()).With(spec => spec with { RestartPolicy = "Never" });
        var plan = Plan(pod, Ready(Ended(137) with { OutOfMemory = true, TerminationMessage = "last words" }));
        var state = plan.Status.ContainerStatuses![0].State!.Terminated!;
        Assert.Equal(("OOMKilled", "last words"), (state.Reason, state.Message));
    }

    [Fact]
    public void Plan_ManyRuns_RemovesAllButTheLastTwo()
    {
        var view = Ready(Running(attempt: 3), Ended(1, attempt: 2), Ended(1, attempt: 1), Ended(1, attempt: 0));
        var plan = Plan(Pod(Container()), view);
        Assert.Equal(["main-1", "main-0"], plan.Actions.Cast<PodAction.RemoveContainer>().Select(action => action.ContainerId));
        Assert.Equal(3, plan.Status.ContainerStatuses![0].RestartCount);
    }

    [Fact]
    public void Plan_ActiveDeadlinePassed_FailsAndEndsContainers()
    {
        var pod = Pod(Container()).With(spec => spec with { ActiveDeadlineSeconds = 60 }) with { Status = new PodStatus { StartTime = Now.AddSeconds(-59) } };
        Assert.Equal(Now.AddSeconds(1), Plan(pod, Ready(Running())).NextCheck);
        var over = PodSync.Plan(pod, Ready(Running()), Now.AddSeconds(1));
        Assert.IsType<PodAction.KillContainer>(Assert.Single(over.Actions));
        Assert.Equal(("Failed", "DeadlineExceeded"), (over.Status.Phase, over.Status.Reason));
    }

    [Fact]
    public void Plan_Rejected_FailsWithoutContainers()
    {
        var plan = Plan(Pod(Container()), new PodView { Rejection = new PodRejection("OutOfcpu", "too small") });
        Assert.Equal(("Failed", "OutOfcpu", "too small"), (plan.Status.Phase, plan.Status.Reason, plan.Status.Message));
        Assert.Null(plan.Status.ContainerStatuses);
    }

    private static ContainerStateWaiting Waiting(PodPlan plan) => plan.Status.ContainerStatuses![0].State!.Waiting!;
}
