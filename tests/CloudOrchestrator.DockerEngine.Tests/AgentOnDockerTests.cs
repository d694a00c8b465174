using System.Net;
using System.Text;
using CloudOrchestrator.Client;
using CloudOrchestrator.Kinds.Core.ConfigMaps;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.Kinds.Core.References;
using CloudOrchestrator.Kinds.Core.Secrets;
using CloudOrchestrator.NodeAgent.Runtime;
using CloudOrchestrator.NodeAgent.Simulated;
using CloudOrchestrator.NodeAgent.Volumes;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;
using CloudOrchestrator.Testing.Agents;
using CloudOrchestrator.Testing.Docker;
using CloudOrchestrator.Testing.Stores;

namespace CloudOrchestrator.DockerEngine.Tests;

/// <summary>Whole pods on a real engine, with real volumes.</summary>
[Collection(DockerEngineTests.Name)]
public sealed class AgentOnDockerTests(DockerEngineFixture fixture) : IAsyncLifetime
{
    private readonly MemoryObjectClient _client = new(TimeProvider.System, new RandomIdSource());
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(60));
    private string _data = "";

    private DockerContainerRuntime Runtime => new(fixture.Client, OomScore.LowestAllowed(), TimeProvider.System);

    public Task InitializeAsync()
    {
        _data = Directory.CreateTempSubdirectory("co-agent-").FullName;
        return Task.CompletedTask;
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_data, recursive: true);
        _limit.Dispose();
        return Task.CompletedTask;
    }

    [DockerFact]
    public async Task Pod_WithEverything_SeesWhatItAskedFor()
    {
        await _client.CreateAsync(Map("settings", ("a", "1"), ("b", "two")), null, default);
        await _client.CreateAsync(Secret("keys", ("pw", "hidden")), null, default);
        await using var agent = Start();
        await agent.CreateAsync(EverythingPod());
        await agent.UntilAsync("all", IsReady);
        var pod = agent.Pods.Items[new ObjectKey("default", "all")];
        var log = await LogAsync(pod, 0);
        Assert.Equal("from init\n1\nhidden\ntoken-1\ntier=\"front\"\nPORT is 80\nall\n/work\nuid=1000 gid=0(root) groups=0(root),2000\nno write\n", log);
        await _client.DeleteAsync<Pod>("default", "all", new DeleteOptions(), default);
        await agent.UntilGoneAsync("all");
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(_data, "pods")));
    }

    [DockerFact]
    public async Task ConfigMap_Changed_SeenInTheRunningContainer()
    {
        var map = (await _client.CreateAsync(Map("settings", ("a", "1")), null, default)).Require();
        await using var agent = Start();
        var pod = RunningAgent.Pod("web", Busybox("while [ \"$(cat /cm/a)\" != 2 ]; do sleep 0.05; done; echo seen; sleep 1000") with { VolumeMounts = [Mount("cm", "/cm")] });
        await agent.CreateAsync(pod with { Spec = pod.Spec! with { Volumes = [new Volume { Name = "cm", ConfigMap = new ConfigMapVolumeSource { Name = "settings" } }] } });
        var running = await agent.UntilAsync("web", IsReady);
        await _client.UpdateAsync(map with { Data = new Dictionary<string, string> { ["a"] = "2" } }, null, default);
        await using var log = await Runtime.ReadLogAsync(IdOf(running, 0), new LogQuery { Follow = true }, _limit.Token);
        var buffer = new byte[100];
        var chunk = await log.ReadAsync(buffer, _limit.Token);
        Assert.Equal("seen\n", Encoding.UTF8.GetString(buffer, 0, chunk.Count));
        await DeleteAsync(agent, "web");
    }

    [DockerFact]
    public async Task Container_LeavesTerminationMessage_Reported()
    {
        await using var agent = Start();
        var pod = RunningAgent.Pod(
            "job",
            Busybox("echo why > /dev/termination-log; exit 7"),
            Busybox("echo last words; exit 8") with { Name = "logs", TerminationMessagePolicy = "FallbackToLogsOnError" });
        await agent.CreateAsync(pod with { Spec = pod.Spec! with { RestartPolicy = "Never" } });
        var done = await agent.UntilAsync("job", pod => pod.Status?.Phase == "Failed");
        Assert.Equal(
            [(7, "Error", "why\n"), (8, "Error", "last words\n")],
            done.Status!.ContainerStatuses!.Select(status => status.State!.Terminated!).Select(end => (end.ExitCode, end.Reason!, end.Message!)));
        await DeleteAsync(agent, "job");
    }

    [DockerFact]
    public async Task Hooks_RunAroundTheContainersLife()
    {
        await using var agent = Start();
        var host = Directory.CreateDirectory(Path.Combine(_data, "host")).FullName;
        var hooks = new Lifecycle
        {
            PostStart = new LifecycleHandler { Exec = new ExecAction { Command = ["sh", "-c", "echo post >> /host/steps"] } },
            PreStop = new LifecycleHandler { Exec = new ExecAction { Command = ["sh", "-c", "echo pre >> /host/steps"] } },
        };
        var pod = RunningAgent.Pod("web", Busybox("trap 'echo term >> /host/steps; exit 0' TERM; while :; do sleep 0.1; done") with { Lifecycle = hooks, VolumeMounts = [Mount("host", "/host")] });
        await agent.CreateAsync(pod with
        {
            Spec = pod.Spec! with { TerminationGracePeriodSeconds = 20, Volumes = [new Volume { Name = "host", HostPath = new HostPathVolumeSource { Path = host } }] },
        });
        await agent.UntilAsync("web", IsReady);
        await DeleteAsync(agent, "web");
        Assert.Equal("post\npre\nterm\n", await File.ReadAllTextAsync(Path.Combine(host, "steps")));
    }

    [DockerFact]
    public async Task PrivateImage_WithPullSecret_PulledAndWithoutRefused()
    {
        await using var registry = await TestRegistry.StartAsync();
        var config = $$"""{"auths":{"{{registry.Address}}": {"username":"{{TestRegistry.User}}","password":"{{TestRegistry.Password}}"} } }""";
        var secret = Secret("pull", (".dockerconfigjson", config)) with { Type = "kubernetes.io/dockerconfigjson" };
        await _client.CreateAsync(secret, null, default);
        await using var agent = Start();
        var container = new Container { Name = "main", Image = registry.Image };
        await agent.CreateAsync(RunningAgent.Pod("refused", container));
        var refused = await agent.UntilAsync("refused", pod => pod.Status?.ContainerStatuses?[0].State?.Waiting?.Reason == "ErrImagePull");
        Assert.Contains("no basic auth credentials", refused.Status!.ContainerStatuses![0].State!.Waiting!.Message, StringComparison.Ordinal);
        var pod = RunningAgent.Pod("pulled", container);
        await agent.CreateAsync(pod with { Spec = pod.Spec! with { ImagePullSecrets = [new LocalObjectReference { Name = "pull" }] } });
        var running = await agent.UntilAsync("pulled", IsReady);
        Assert.StartsWith($"docker-pullable://{registry.Address}/team/app@sha256:", running.Status!.ContainerStatuses![0].ImageID, StringComparison.Ordinal);
        Assert.Contains(agent.Events.All, recorded => recorded is { Pod: "pulled", Reason: "Pulling" });
        Assert.Contains(agent.Events.All, recorded => recorded.Pod == "pulled" && recorded.Message.StartsWith("Successfully pulled image", StringComparison.Ordinal));
        await DeleteAsync(agent, "refused");
        await DeleteAsync(agent, "pulled");
    }

    [DockerFact]
    public async Task Agent_StartsAnew_ContainersUntouched()
    {
        Pod before;
        await using (var first = Start())
        {
            await first.CreateAsync(RunningAgent.Pod("web", Busybox("sleep 1000")));
            before = await first.UntilAsync("web", IsReady);
        }
        await using var second = Start();
        await second.CreateAsync(RunningAgent.Pod("other", Busybox("sleep 1000")));
        await second.UntilAsync("other", IsReady);
        var after = second.Pods.Items[new ObjectKey("default", "web")];
        Assert.Equal(before.Status!.ContainerStatuses![0].ContainerID, after.Status!.ContainerStatuses![0].ContainerID);
        Assert.Equal(0, after.Status.ContainerStatuses[0].RestartCount);
        await DeleteAsync(second, "web");
        await DeleteAsync(second, "other");
    }

    private static bool IsReady(Pod pod) => pod.Status?.Conditions?.Any(condition => condition is { Type: "Ready", Status: "True" }) == true;

    private static string IdOf(Pod pod, int container) => pod.Status!.ContainerStatuses![container].ContainerID!["docker://".Length..];

    private static Container Busybox(string script) => new() { Name = "main", Image = DockerEngineFixture.Image, Command = ["/bin/sh", "-c", script] };

    private static VolumeMount Mount(string name, string path, string? subPath = null) => new() { Name = name, MountPath = path, SubPath = subPath };

    private static ConfigMap Map(string name, params (string Key, string Value)[] data) => new()
    {
        Metadata = new ObjectMeta { Namespace = "default", Name = name },
        Data = data.ToDictionary(entry => entry.Key, entry => entry.Value),
    };

    private static Secret Secret(string name, params (string Key, string Value)[] data) => new()
    {
        Metadata = new ObjectMeta { Namespace = "default", Name = name },
        Data = data.ToDictionary(entry => entry.Key, entry => Encoding.UTF8.GetBytes(entry.Value)),
    };

    private static Pod EverythingPod()
    {
        var script = "cat /work/x /one; echo; cat /sec/pw; echo; cat /proj/token; echo; cat /proj/labels; echo; echo PORT is $(PORT); hostname; pwd; id; " +
            "touch /x 2>/dev/null || echo no write; sleep 1000";
        var pod = RunningAgent.Pod("all", Busybox(script) with
        {
            WorkingDir = "/work",
            Env = [new EnvVar { Name = "PORT", Value = "80" }],
            VolumeMounts = [Mount("work", "/work"), Mount("cm", "/one", "a"), Mount("sec", "/sec"), Mount("proj", "/proj")],
            SecurityContext = new SecurityContext { ReadOnlyRootFilesystem = true, RunAsUser = 1000 },
        });
        return pod with
        {
            Metadata = pod.Metadata with { Labels = new Dictionary<string, string> { ["tier"] = "front" } },
            Spec = pod.Spec! with
            {
                InitContainers = [Busybox("echo from init > /work/x") with { Name = "init", VolumeMounts = [Mount("work", "/work")] }],
                SecurityContext = new PodSecurityContext { SupplementalGroups = [2000] },
                Volumes =
                [
                    new Volume { Name = "work", EmptyDir = new EmptyDirVolumeSource { Medium = "Memory" } },
                    new Volume { Name = "cm", ConfigMap = new ConfigMapVolumeSource { Name = "settings" } },
                    new Volume { Name = "sec", Secret = new SecretVolumeSource { SecretName = "keys" } },
                    new Volume { Name = "proj", Projected = new ProjectedVolumeSource { Sources = [Token(), Labels()] } },
                ],
            },
        };
    }

    private static VolumeProjection Token() => new() { ServiceAccountToken = new ServiceAccountTokenProjection { Path = "token", ExpirationSeconds = 3600 } };

    private static VolumeProjection Labels() => new()
    {
        DownwardAPI = new DownwardAPIProjection
        {
            Items = [new DownwardAPIVolumeFile { Path = "labels", FieldRef = new ObjectFieldSelector { FieldPath = "metadata.labels" } }],
        },
    };

    private async Task DeleteAsync(RunningAgent agent, string name)
    {
        await _client.DeleteAsync<Pod>("default", name, new DeleteOptions(), default);
        await agent.UntilGoneAsync(name);
    }

    /// <summary>The script's last line follows what it prints: the log is complete when the wait has begun.</summary>
    private async Task<string> LogAsync(Pod pod, int container)
    {
        await using var log = await Runtime.ReadLogAsync(IdOf(pod, container), new LogQuery { Follow = true }, _limit.Token);
        using var text = new MemoryStream();
        var buffer = new byte[1000];
        while (!Encoding.UTF8.GetString(text.ToArray()).EndsWith("no write\n", StringComparison.Ordinal) && await log.ReadAsync(buffer, _limit.Token) is { Count: > 0 } chunk)
            text.Write(buffer, 0, chunk.Count);
        return Encoding.UTF8.GetString(text.ToArray());
    }

    private RunningAgent Start() => new(
        _client,
        Runtime,
        new PretendPodNetwork(_ => Task.FromResult(IPNetwork.Parse("10.244.1.0/24"))),
        objects => new PodVolumes(new PodDirectories(_data), objects, new TokenSource(_client, TimeProvider.System), TimeProvider.System,
            new ResolverOptions()),
        TimeProvider.System);
}
