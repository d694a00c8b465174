using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.NodeAgent.Pods;
using CloudOrchestrator.Objects.Meta;

namespace CloudOrchestrator.NodeAgent.Tests.Pods;

/// <summary>Puts together what a plan is made from.</summary>
internal static class PodCase
{
    public const string SandboxId = "sandbox";

    public static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static Pod Pod(params Container[] containers) => new()
    {
        Metadata = new ObjectMeta { Name = "web", Namespace = "default", Uid = "uid" },
        Spec = new PodSpec { Containers = containers, RestartPolicy = "Always", TerminationGracePeriodSeconds = 30 },
    };

    public static Container Container(string name = "main", string image = "app:1") => new() { Name = name, Image = image };

    public static Pod With(this Pod pod, Func<PodSpec, PodSpec> change) => pod with { Spec = change(pod.Spec!) };

    public static Pod Deleted(this Pod pod, long graceSeconds, double requestedSecondsAgo = 0) => pod with
    {
        Metadata = pod.Metadata with { DeletionTimestamp = Now.AddSeconds(graceSeconds - requestedSecondsAgo), DeletionGracePeriodSeconds = graceSeconds },
    };

    /// <summary>Volumes and a connected sandbox are there.</summary>
    public static PodView Ready(params ObservedContainer[] containers) => new()
    {
        HostIP = "10.0.0.1",
        VolumesReady = true,
        Sandbox = new ObservedSandbox(SandboxId, Running: true, Attempt: 0, "10.244.0.2"),
        Containers = containers,
    };

    public static ObservedContainer Running(string name = "main", int attempt = 0, string image = "app:1") => new()
    {
        Id = $"{name}-{attempt}",
        Name = name,
        Attempt = attempt,
        SandboxId = SandboxId,
        SpecHash = ContainerSpecHash.Of(Container(name, image)),
        Running = true,
        StartedAt = Now.AddMinutes(-1),
        Image = image,
        ImageId = "docker://sha256:1",
    };

    public static ObservedContainer Ended(int exitCode, double secondsAgo = 0, string name = "main", int attempt = 0, int backOffLevel = 0) => Running(name, attempt) with
    {
        Running = false,
        ExitCode = exitCode,
        BackOffLevel = backOffLevel,
        StartedAt = Now.AddSeconds(-secondsAgo - 5),
        FinishedAt = Now.AddSeconds(-secondsAgo),
    };

    public static PodPlan Plan(Pod pod, PodView view) => PodSync.Plan(pod, view, Now);
}
