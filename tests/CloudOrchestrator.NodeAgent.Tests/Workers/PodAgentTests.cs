using System.Net;
using CloudOrchestrator.Kinds.Core.ConfigMaps;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.NodeAgent.Runtime;
using CloudOrchestrator.NodeAgent.Simulated;
using CloudOrchestrator.NodeAgent.Workers;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;
using CloudOrchestrator.Testing.Agents;
using CloudOrchestrator.Testing.Stores;

namespace CloudOrchestrator.NodeAgent.Tests.Workers;

public sealed class PodAgentTests
{
    private static readonly Container Main = new() { Name = "main", Image = "app:1" };

    private readonly MemoryObjectClient _client = new(TimeProvider.System, new RandomIdSource());
    private readonly PretendContainerRuntime _runtime = new(
        new PretendRuntimeOptions { Behavior = BehaviorOf, HasImage = image => !image.StartsWith("missing", StringComparison.Ordinal) }, TimeProvider.System, new RandomIdSource());
    private readonly PretendPodVolumes _volumes = new();

    [Fact]
    public async Task RunAsync_PodCreated_BecomesReady()
    {
        await using var agent = Start();
        await agent.CreateAsync(RunningAgent.Pod("web", Main, Main with { Name = "second" }));
        var pod = await agent.UntilAsync("web", IsReady);
        Assert.Equal("10.244.1.2", pod.Status!.PodIP);
        Assert.Equal(["main", "second"], pod.Status.ContainerStatuses!.Select(status => status.Name));
        Assert.Contains(agent.Events.All, recorded => recorded is { Reason: "Pulled", Message: var message } && message.StartsWith("Successfully pulled image \"app:1\"", StringComparison.Ordinal));
        Assert.Contains(("web", "Started", "Started container main"), agent.Events.All);
    }

    [Fact]
    public async Task RunAsync_PodDeleted_EverythingGone()
    {
        await using var agent = Start();
        await agent.CreateAsync(RunningAgent.Pod("web", Main));
        await agent.UntilAsync("web", IsReady);
        await _client.DeleteAsync<Pod>("default", "web", new DeleteOptions(), default);
        await agent.UntilGoneAsync("web");
        Assert.Empty(await _runtime.ListAsync(default));
        Assert.Contains(("web", "Killing", "Stopping container main"), agent.Events.All);
    }

    [Fact]
    public async Task RunAsync_ImageMissing_BacksOff()
    {
        await using var agent = Start();
        await agent.CreateAsync(RunningAgent.Pod("web", Main with { Image = "missing:1" }));
        var pod = await agent.UntilAsync("web", pod => Waiting(pod)?.Reason == "ImagePullBackOff");
        Assert.StartsWith("Back-off pulling image \"missing:1\": ErrImagePull: manifest for missing:1 not found", Waiting(pod)!.Message, StringComparison.Ordinal);
        await _client.DeleteAsync<Pod>("default", "web", new DeleteOptions(), default);
        await agent.UntilGoneAsync("web");
    }

    [Fact]
    public async Task RunAsync_ConfigMapMissing_StartsWhenItAppears()
    {
        await using var agent = Start();
        var reference = new EnvVarSource { ConfigMapKeyRef = new ConfigMapKeySelector { Name = "settings", Key = "a" } };
        await agent.CreateAsync(RunningAgent.Pod("web", Main with { Env = [new EnvVar { Name = "A", ValueFrom = reference }] }));
        var pod = await agent.UntilAsync("web", pod => Waiting(pod)?.Reason == "CreateContainerConfigError");
        Assert.Equal("configmap \"settings\" not found", Waiting(pod)!.Message);
        await _client.CreateAsync(new ConfigMap { Metadata = new ObjectMeta { Namespace = "default", Name = "settings" }, Data = new Dictionary<string, string> { ["a"] = "1" } }, null, default);
        await agent.UntilAsync("web", IsReady);
    }

    [Fact]
    public async Task RunAsync_ContainersEnd_PodSucceeds()
    {
        await using var agent = Start();
        var pod = RunningAgent.Pod("job", Main with { Args = ["exit", "0"] });
        await agent.CreateAsync(pod with { Spec = pod.Spec! with { RestartPolicy = "Never" } });
        var done = await agent.UntilAsync("job", pod => pod.Status?.Phase == "Succeeded" && pod.Status.Conditions!.Any(condition => condition is { Type: "PodReadyToStartContainers", Status: "False" }));
        Assert.Equal("Completed", done.Status!.ContainerStatuses![0].State!.Terminated!.Reason);
        Assert.Equal("10.244.1.2", done.Status.PodIP);
    }

    [Fact]
    public async Task RunAsync_ContainerCrashes_RestartedAndCounted()
    {
        await using var agent = Start();
        await agent.CreateAsync(RunningAgent.Pod("web", Main with { Args = ["exit", "3"] }));
        var pod = await agent.UntilAsync("web", pod => Waiting(pod)?.Reason == "CrashLoopBackOff");
        Assert.Equal(1, pod.Status!.ContainerStatuses![0].RestartCount);
        Assert.Equal(3, pod.Status.ContainerStatuses[0].LastState!.Terminated!.ExitCode);
        Assert.Equal("Running", pod.Status.Phase);
    }

    [Fact]
    public async Task RunAsync_AgentStartsAnew_AdoptsWhatRuns()
    {
        Pod before;
        await using (var first = Start())
        {
            await first.CreateAsync(RunningAgent.Pod("web", Main));
            before = await first.UntilAsync("web", IsReady);
        }
        await using var second = Start();
        await second.CreateAsync(RunningAgent.Pod("other", Main));
        var other = await second.UntilAsync("other", IsReady);
        Assert.Equal("10.244.1.3", other.Status!.PodIP);
        var after = second.Pods.Items[new ObjectKey("default", "web")];
        Assert.Equal(before.Status!.ContainerStatuses![0].ContainerID, after.Status!.ContainerStatuses![0].ContainerID);
        Assert.Equal(before.Status.PodIP, after.Status.PodIP);
        Assert.Equal(before.Metadata.ResourceVersion, after.Metadata.ResourceVersion);
        Assert.DoesNotContain(second.Events.All, recorded => recorded.Pod == "web");
    }

    [Fact]
    public async Task RunAsync_AgentKilledBeforeItStartedASandbox_PodRunsInAnother()
    {
        var pod = (await _client.CreateAsync(RunningAgent.Pod("web", Main), null, default)).Require();
        await _runtime.EnsureSandboxImageAsync("pause", default);
        var left = await _runtime.CreateSandboxAsync(ContainerConfigs.Sandbox(pod, 0, "pause", "web"), default);
        await using var agent = Start();
        await agent.UntilAsync("web", IsReady);
        Assert.DoesNotContain(await _runtime.ListAsync(default), container => container.Id == left);
    }

    [Fact]
    public async Task RunAsync_ObjectGoneWhileAway_OrphansEnd()
    {
        await using (var first = Start())
        {
            await first.CreateAsync(RunningAgent.Pod("web", Main));
            await first.UntilAsync("web", IsReady);
        }
        await _client.DeleteAsync<Pod>("default", "web", new DeleteOptions { GracePeriodSeconds = 0 }, default);
        await using var events = _runtime.WatchAsync(default).GetAsyncEnumerator();
        await events.MoveNextAsync();
        await using var second = Start();
        while ((await _runtime.ListAsync(default)).Count > 0)
            await events.MoveNextAsync();
    }

    [Fact]
    public async Task RunAsync_ContainerKilledBehindItsBack_Restarted()
    {
        await using var agent = Start();
        await agent.CreateAsync(RunningAgent.Pod("web", Main));
        var pod = await agent.UntilAsync("web", IsReady);
        await _runtime.StopAsync(pod.Status!.ContainerStatuses![0].ContainerID!["docker://".Length..], TimeSpan.Zero, default);
        await agent.UntilAsync("web", pod => IsReady(pod) && pod.Status!.ContainerStatuses![0].RestartCount == 1);
    }

    [Fact]
    public async Task RunAsync_PodTooBig_Rejected()
    {
        await using var agent = Start();
        var requests = new ResourceRequirements { Requests = new Dictionary<string, Quantity> { ["cpu"] = Quantity.Parse("5") } };
        await agent.CreateAsync(RunningAgent.Pod("big", Main with { Resources = requests }));
        var pod = await agent.UntilAsync("big", pod => pod.Status?.Phase == "Failed");
        Assert.Equal("OutOfcpu", pod.Status!.Reason);
        Assert.Equal("Pod was rejected: Node didn't have enough resource: cpu, requested: 5000, used: 0, capacity: 4000", pod.Status.Message);
        Assert.Empty(await _runtime.ListAsync(default));
    }

    [Fact]
    public async Task RunAsync_ExecProbeFails_NotReady()
    {
        await using var agent = Start();
        var probe = new Probe { Exec = new ExecAction { Command = ["false"] }, PeriodSeconds = 1, FailureThreshold = 1 };
        await agent.CreateAsync(RunningAgent.Pod("web", Main with { ReadinessProbe = probe }, Main with { Name = "good", ReadinessProbe = probe with { Exec = new ExecAction { Command = ["true"] } } }));
        var pod = await agent.UntilAsync("web", pod => pod.Status?.ContainerStatuses?.Any(status => status.Ready) == true);
        Assert.Equal(["good"], pod.Status!.ContainerStatuses!.Where(status => status.Ready).Select(status => status.Name));
        await agent.Events.SeenAsync("Unhealthy");
    }

    private static bool IsReady(Pod pod) => pod.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true;

    private static ContainerStateWaiting? Waiting(Pod pod) => pod.Status?.ContainerStatuses?[0].State?.Waiting;

    private static PretendBehavior BehaviorOf(ContainerConfig config) => config.Args switch
    {
        ["exit", var code] => new PretendBehavior(TimeSpan.Zero, int.Parse(code, System.Globalization.CultureInfo.InvariantCulture)),
        _ => PretendBehavior.Forever,
    };

    private RunningAgent Start() => new(
        _client, _runtime, new PretendPodNetwork(_ => Task.FromResult(IPNetwork.Parse("10.244.1.0/24"))), _ => _volumes, TimeProvider.System);
}
