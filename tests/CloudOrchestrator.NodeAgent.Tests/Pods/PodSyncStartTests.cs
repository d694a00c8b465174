using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.NodeAgent.Pods;
using static CloudOrchestrator.NodeAgent.Tests.Pods.PodCase;

namespace CloudOrchestrator.NodeAgent.Tests.Pods;

public sealed class PodSyncStartTests
{
    [Fact]
    public void Plan_NothingThere_VolumesFirst()
    {
        var plan = Plan(Pod(Container()), new PodView());
        Assert.IsType<PodAction.PrepareVolumes>(Assert.Single(plan.Actions));
        Assert.Equal("Pending", plan.Status.Phase);
        Assert.Equal("ContainerCreating", plan.Status.ContainerStatuses![0].State!.Waiting!.Reason);
        Assert.Equal("False", Condition(plan, "PodReadyToStartContainers").Status);
    }

    [Fact]
    public void Plan_VolumesReady_SandboxNext()
    {
        var plan = Plan(Pod(Container()), new PodView { VolumesReady = true });
        Assert.Equal(new PodAction.CreateSandbox(0), Assert.Single(plan.Actions));
    }

    [Fact]
    public void Plan_SetupFailed_WaitsForRetry()
    {
        var plan = Plan(Pod(Container()), new PodView { SetupRetryAt = Now.AddSeconds(3) });
        Assert.Empty(plan.Actions);
        Assert.Equal(Now.AddSeconds(3), plan.NextCheck);
    }

    [Fact]
    public void Plan_SandboxReady_StartsAllContainers()
    {
        var plan = Plan(Pod(Container("a"), Container("b")), Ready());
        Assert.Equal(["a", "b"], plan.Actions.Cast<PodAction.StartContainer>().Select(action => action.Container.Name));
        Assert.Equal("10.244.0.2", plan.Status.PodIP);
    }

    [Fact]
    public void Plan_ContainerStarting_NotStartedAgain()
    {
        var plan = Plan(Pod(Container()), Ready() with { Starting = new HashSet<string> { "main" } });
        Assert.Empty(plan.Actions);
    }

    [Fact]
    public void Plan_AllRunning_NothingToDoAndReady()
    {
        var plan = Plan(Pod(Container()), Ready(Running()));
        Assert.Empty(plan.Actions);
        Assert.Null(plan.NextCheck);
        Assert.Equal("Running", plan.Status.Phase);
        Assert.All(["Initialized", "ContainersReady", "Ready", "PodReadyToStartContainers"], type => Assert.Equal("True", Condition(plan, type).Status));
        var status = Assert.Single(plan.Status.ContainerStatuses!);
        Assert.True(status.Ready);
        Assert.True(status.Started);
        Assert.Equal("docker://main-0", status.ContainerID);
        Assert.Equal("BestEffort", plan.Status.QosClass);
    }

    [Fact]
    public void Plan_ReadinessUnknown_RunningButNotReady()
    {
        var pod = Pod(Container() with { ReadinessProbe = new Probe() });
        var plan = Plan(pod, Ready(Running()));
        Assert.Equal("Running", plan.Status.Phase);
        Assert.False(plan.Status.ContainerStatuses![0].Ready);
        Assert.Equal("containers with unready status: [main]", Condition(plan, "ContainersReady").Message);
        var health = new Dictionary<string, ContainerHealth> { ["main-0"] = ContainerHealth.Unknown with { Readiness = ProbeVerdict.Success } };
        Assert.Equal("True", Condition(Plan(pod, Ready(Running()) with { Health = health }), "Ready").Status);
    }

    [Fact]
    public void Plan_ReadinessGateUnmet_ContainersReadyAndPodNot()
    {
        var pod = Pod(Container()).With(spec => spec with { ReadinessGates = [new PodReadinessGate { ConditionType = "example.com/gate" }] });
        var plan = Plan(pod, Ready(Running()));
        Assert.Equal("True", Condition(plan, "ContainersReady").Status);
        Assert.Equal("ReadinessGatesNotReady", Condition(plan, "Ready").Reason);
    }

    [Fact]
    public void Plan_StatusUnchanged_TransitionTimesStay()
    {
        var pod = Pod(Container());
        var first = PodSync.Plan(pod, Ready(Running()), Now).Status;
        var second = PodSync.Plan(pod with { Status = first }, Ready(Running()), Now.AddMinutes(5)).Status;
        Assert.Equal(first.Conditions, second.Conditions);
        Assert.Equal(first.StartTime, second.StartTime);
    }

    [Fact]
    public void Plan_InitContainers_OneAfterTheOther()
    {
        var pod = Pod(Container()).With(spec => spec with { InitContainers = [Container("one"), Container("two")] });
        Assert.Equal(["one"], Started(Plan(pod, Ready())));
        Assert.Empty(Started(Plan(pod, Ready(Running("one")))));
        Assert.Equal(["two"], Started(Plan(pod, Ready(Ended(0, name: "one")))));
        var last = Plan(pod, Ready(Ended(0, name: "one"), Ended(0, name: "two")));
        Assert.Equal(["main"], Started(last));
        Assert.Equal("Pending", last.Status.Phase);
        Assert.Equal("PodInitializing", last.Status.ContainerStatuses![0].State!.Waiting!.Reason);
    }

    [Fact]
    public void Plan_InitContainerFailed_RestartedUnlessNever()
    {
        var pod = Pod(Container()).With(spec => spec with { InitContainers = [Container("one")] });
        Assert.Equal(["one"], Started(Plan(pod, Ready(Ended(1, name: "one")))));
        var never = Plan(pod.With(spec => spec with { RestartPolicy = "Never" }), Ready(Ended(1, name: "one")));
        Assert.Empty(Started(never));
        Assert.Equal("Failed", never.Status.Phase);
    }

    [Fact]
    public void Plan_Sidecar_StartsBeforeContainersAndIsRestarted()
    {
        var sidecar = Container("side") with { RestartPolicy = "Always", StartupProbe = new Probe() };
        var pod = Pod(Container()).With(spec => spec with { InitContainers = [sidecar], RestartPolicy = "Never" });
        Assert.Equal(["side"], Started(Plan(pod, Ready())));
        Assert.Empty(Started(Plan(pod, Ready(Running("side")))));
        var health = new Dictionary<string, ContainerHealth> { ["side-0"] = ContainerHealth.Unknown with { Startup = ProbeVerdict.Success } };
        Assert.Equal(["main"], Started(Plan(pod, Ready(Running("side")) with { Health = health })));
        Assert.Equal(["side"], Started(Plan(pod, Ready(Ended(0, name: "side"), Running()))));
    }

    [Fact]
    public void Plan_AgentStartsAnewAmongRunningContainers_TouchesNone()
    {
        var pod = Pod(Container()) with { Status = PodSync.Plan(Pod(Container()), Ready(Running()), Now).Status };
        var plan = Plan(pod, Ready(Running()) with { VolumesReady = false });
        Assert.IsType<PodAction.PrepareVolumes>(Assert.Single(plan.Actions));
        Assert.Equal("Running", plan.Status.Phase);
        Assert.Equal("True", Condition(plan, "Ready").Status);
    }

    [Fact]
    public void Plan_SandboxDied_EndsStrayContainersThenMakesAnother()
    {
        var view = Ready(Running()) with { Sandbox = new ObservedSandbox(SandboxId, Running: false, Attempt: 0, "10.244.0.2") };
        Assert.Contains(Plan(Pod(Container()), view).Actions, action => action is PodAction.KillContainer { ContainerId: "main-0" });
        var next = Plan(Pod(Container()), view with { Containers = [Ended(137)] });
        Assert.Contains(new PodAction.CreateSandbox(1), next.Actions);
        Assert.Null(next.Status.PodIP);
    }

    [Fact]
    public void Plan_EphemeralContainer_StartedOnce()
    {
        var pod = Pod(Container()).With(spec => spec with { EphemeralContainers = [new EphemeralContainer { Name = "debug", Image = "app:1" }] });
        Assert.Equal(["debug"], Started(Plan(pod, Ready(Running()))));
        var ended = Plan(pod, Ready(Running(), Ended(1, name: "debug")));
        Assert.Empty(Started(ended));
        Assert.Equal(1, ended.Status.EphemeralContainerStatuses![0].State!.Terminated!.ExitCode);
    }

    private static string[] Started(PodPlan plan) => [.. plan.Actions.OfType<PodAction.StartContainer>().Select(action => action.Container.Name)];

    private static PodCondition Condition(PodPlan plan, string type) => plan.Status.Conditions!.Single(condition => condition.Type == type);
}
