using CloudOrchestrator.DockerEngine.Models;
using CloudOrchestrator.NodeAgent.Runtime;

namespace CloudOrchestrator.DockerEngine;

/// <summary>The port's configurations as the engine's creation requests.</summary>
internal static class DockerCreation
{
    private const string LogBytesMax = "10m";
    private const string LogFilesMax = "5";

    /// <summary>The sandbox must be the last a memory shortage takes: with it goes the pod's network.</summary>
    private const int SandboxOomScoreAdjust = -998;

    public static CreateContainerParameters Of(SandboxConfig config, int oomScoreAdjustMin) => new()
    {
        Name = config.Name,
        Image = config.Image,
        Hostname = config.HostNetwork || config.Hostname.Length == 0 ? null : config.Hostname,
        Labels = new Dictionary<string, string>(config.Labels, StringComparer.Ordinal),
        HostConfig = new HostConfig
        {
            NetworkMode = config.HostNetwork ? "host" : "none",
            IpcMode = config.HostIpc ? "host" : "shareable",
            PidMode = config.HostPid ? "host" : null,
            CPUShares = 2,
            OomScoreAdj = Math.Max(SandboxOomScoreAdjust, oomScoreAdjustMin),
            ReadonlyRootfs = true,
            SecurityOpt = ["no-new-privileges"],
            Sysctls = config.Sysctls.Count == 0 ? null : new Dictionary<string, string>(config.Sysctls, StringComparer.Ordinal),
            RestartPolicy = new RestartPolicy { Name = "no" },
            LogConfig = new LogConfig { Type = "none" },
        },
    };

    public static CreateContainerParameters Of(ContainerConfig config, int oomScoreAdjustMin) => new()
    {
        Name = config.Name,
        Image = config.Image,
        User = config.Rights.User,
        Tty = config.Tty,
        OpenStdin = config.Stdin,
        StdinOnce = config.StdinOnce,
        AttachStdin = false,
        Env = [.. config.Environment],
        Entrypoint = config.Command is { Count: > 0 } command ? [.. command] : null,
        Cmd = config.Args is { Count: > 0 } args ? [.. args] : null,
        WorkingDir = config.WorkingDir,
        Labels = new Dictionary<string, string>(config.Labels, StringComparer.Ordinal),
        HostConfig = HostConfigOf(config, oomScoreAdjustMin),
    };

    private static HostConfig HostConfigOf(ContainerConfig config, int oomScoreAdjustMin) => new()
    {
        NetworkMode = config.HostNetwork ? "host" : $"container:{config.SandboxId}",
        IpcMode = config.HostIpc ? "host" : $"container:{config.SandboxId}",
        PidMode = config.ProcessNamespace switch { null => null, "host" => "host", var id => $"container:{id}" },
        Mounts = [.. config.Mounts.Select(MountOf)],
        Privileged = config.Rights.Privileged,
        ReadonlyRootfs = config.Rights.ReadOnlyRootFilesystem,
        CapAdd = [.. config.Rights.AddCapabilities],
        CapDrop = [.. config.Rights.DropCapabilities],
        GroupAdd = [.. config.Rights.SupplementalGroups.Select(group => group.ToString(System.Globalization.CultureInfo.InvariantCulture))],
        SecurityOpt = [.. SecurityOptionsOf(config.Rights)],
        MaskedPaths = config.Rights.UnmaskedProc ? [] : null,
        ReadonlyPaths = config.Rights.UnmaskedProc ? [] : null,
        CPUShares = config.Limits.CpuShares,
        CPUQuota = config.Limits.CpuQuotaMicros,
        CPUPeriod = config.Limits.CpuPeriodMicros,
        Memory = config.Limits.MemoryBytes,
        // The same as the memory limit: no swap beyond it.
        MemorySwap = config.Limits.MemoryBytes,
        OomScoreAdj = Math.Max(config.Limits.OomScoreAdjust, oomScoreAdjustMin),
        RestartPolicy = new RestartPolicy { Name = "no" },
        LogConfig = new LogConfig
        {
            Type = "json-file",
            Config = new Dictionary<string, string>(StringComparer.Ordinal) { ["max-size"] = LogBytesMax, ["max-file"] = LogFilesMax },
        },
    };

    private static Mount MountOf(RuntimeMount mount) => new()
    {
        Type = "bind",
        Source = mount.Source,
        Target = mount.Target,
        ReadOnly = mount.ReadOnly,
        BindOptions = new BindOptions { Propagation = mount.Propagation },
    };

    private static IEnumerable<string> SecurityOptionsOf(ContainerRights rights)
    {
        if (rights.NoNewPrivileges)
            yield return "no-new-privileges";
        if (rights.Seccomp is { } profile)
            yield return $"seccomp={profile}";
    }
}
