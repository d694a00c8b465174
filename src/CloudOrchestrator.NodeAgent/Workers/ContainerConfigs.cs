using System.Globalization;
using CloudOrchestrator.NodeAgent.Environment;
using CloudOrchestrator.NodeAgent.Pods;
using CloudOrchestrator.NodeAgent.Runtime;

namespace CloudOrchestrator.NodeAgent.Workers;

/// <summary>Turns a pod's specification into what an engine is asked for. Pure.</summary>
public static class ContainerConfigs
{
    private const int SharesPerCpu = 1024;
    private const int SharesMin = 2;
    private const int SharesMax = 262144;
    private const long PeriodMicros = 100_000;
    private const long QuotaMicrosMin = 1000;
    private const int OomGuaranteed = -997;
    private const int OomBestEffort = 1000;

    /// <summary>The sandbox of a pod.</summary>
    public static SandboxConfig Sandbox(Pod pod, int attempt, string pauseImage, string hostname)
    {
        var spec = pod.Spec ?? new PodSpec();
        return new SandboxConfig
        {
            Name = RuntimeLabels.EngineName(pod, RuntimeLabels.SandboxName, attempt),
            Image = pauseImage,
            Labels = RuntimeLabels.For(pod, RuntimeLabels.SandboxName, attempt),
            Hostname = hostname,
            HostNetwork = spec.HostNetwork == true,
            HostPid = spec.HostPID == true,
            HostIpc = spec.HostIPC == true,
            Sysctls = (spec.SecurityContext?.Sysctls ?? []).ToDictionary(sysctl => sysctl.Name, sysctl => sysctl.Value, StringComparer.Ordinal),
        };
    }

    /// <summary>A container of a pod; environment and mounts are put together elsewhere.</summary>
    public static ContainerConfig Container(
        Pod pod, PodContainer container, int attempt, int backOffLevel, string sandboxId, string? targetContainerId, ContainerSurroundings surroundings)
    {
        var spec = container.Spec;
        var variables = surroundings.Environment.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        var labels = RuntimeLabels.For(pod, container.Name, attempt);
        labels[RuntimeLabels.SandboxId] = sandboxId;
        labels[RuntimeLabels.SpecHash] = ContainerSpecHash.Of(spec);
        labels[RuntimeLabels.BackOffLevel] = backOffLevel.ToString(CultureInfo.InvariantCulture);
        labels[RuntimeLabels.TerminationMessageFile] = surroundings.TerminationMessageFile;
        labels[TerminationMessages.PolicyLabel] = spec.TerminationMessagePolicy ?? "File";
        return new ContainerConfig
        {
            Name = RuntimeLabels.EngineName(pod, container.Name, attempt),
            Image = spec.Image ?? "",
            Labels = labels,
            SandboxId = sandboxId,
            Command = spec.Command?.Select(word => VariableExpansion.Expand(word, variables)).ToArray(),
            Args = spec.Args?.Select(word => VariableExpansion.Expand(word, variables)).ToArray(),
            WorkingDir = string.IsNullOrEmpty(spec.WorkingDir) ? null : spec.WorkingDir,
            Environment = [.. surroundings.Environment.Select(pair => $"{pair.Key}={pair.Value}")],
            Mounts = surroundings.Mounts,
            Stdin = spec.Stdin == true,
            StdinOnce = spec.StdinOnce == true,
            Tty = spec.Tty == true,
            HostNetwork = pod.Spec?.HostNetwork == true,
            HostIpc = pod.Spec?.HostIPC == true,
            ProcessNamespace = ProcessNamespaceOf(pod, sandboxId, targetContainerId),
            Limits = LimitsOf(pod, spec, surroundings.NodeMemoryBytes),
            Rights = RightsOf(pod, spec),
        };
    }

    /// <summary>Weights and limits of a container.</summary>
    public static ContainerLimits LimitsOf(Pod pod, Container container, long nodeMemoryBytes)
    {
        var limits = container.Resources?.Limits;
        var requests = container.Resources?.Requests;
        var cpuLimit = Value(limits, "cpu");
        var cpu = Value(requests, "cpu") ?? cpuLimit;
        return new ContainerLimits
        {
            CpuShares = Math.Clamp((cpu?.Millis ?? 0) * SharesPerCpu / 1000, SharesMin, SharesMax),
            CpuPeriodMicros = cpuLimit is null ? 0 : PeriodMicros,
            CpuQuotaMicros = cpuLimit is { } quota ? Math.Max(QuotaMicrosMin, quota.Millis * PeriodMicros / 1000) : 0,
            MemoryBytes = Value(limits, "memory")?.Units ?? 0,
            OomScoreAdjust = OomScoreOf(pod, Value(requests, "memory")?.Units ?? 0, nodeMemoryBytes),
        };
    }

    /// <summary>Rights of a container: its own security context over the pod's.</summary>
    public static ContainerRights RightsOf(Pod pod, Container container)
    {
        var own = container.SecurityContext ?? new SecurityContext();
        var shared = pod.Spec?.SecurityContext ?? new PodSecurityContext();
        var groups = (shared.SupplementalGroups ?? []).Concat(shared.FsGroup is { } fsGroup ? [fsGroup] : []);
        return new ContainerRights
        {
            User = UserOf(own.RunAsUser ?? shared.RunAsUser, own.RunAsGroup ?? shared.RunAsGroup),
            SupplementalGroups = [.. groups.Distinct()],
            Privileged = own.Privileged == true,
            ReadOnlyRootFilesystem = own.ReadOnlyRootFilesystem == true,
            NoNewPrivileges = own.AllowPrivilegeEscalation == false,
            AddCapabilities = [.. (own.Capabilities?.Add ?? []).Select(Capability)],
            DropCapabilities = [.. (own.Capabilities?.Drop ?? []).Select(Capability)],
            Seccomp = SeccompOf(own.SeccompProfile ?? shared.SeccompProfile),
            UnmaskedProc = own.ProcMount == "Unmasked",
        };
    }

    /// <summary>Without a profile Kubernetes runs containers unconfined.</summary>
    private static string? SeccompOf(SeccompProfile? profile) => profile?.Type switch
    {
        "RuntimeDefault" => null,
        "Localhost" => throw new ContainerConfigException("seccomp profiles of the node's files (type Localhost) are not supported"),
        _ => "unconfined",
    };

    private static string Capability(string name) => name.StartsWith("CAP_", StringComparison.OrdinalIgnoreCase) ? name[4..] : name;

    private static string? UserOf(long? user, long? group) => (user, group) switch
    {
        (null, null) => null,
        ({ } uid, null) => uid.ToString(CultureInfo.InvariantCulture),
        ({ } uid, { } gid) => string.Create(CultureInfo.InvariantCulture, $"{uid}:{gid}"),
        // A group alone: the engine has no notation for the image's user with another group, and root is the image's user in nearly all cases.
        (null, { } gid) => string.Create(CultureInfo.InvariantCulture, $"0:{gid}"),
    };

    private static string? ProcessNamespaceOf(Pod pod, string sandboxId, string? targetContainerId)
    {
        if (pod.Spec?.HostPID == true)
            return "host";
        return pod.Spec?.ShareProcessNamespace == true ? sandboxId : targetContainerId;
    }

    private static int OomScoreOf(Pod pod, long memoryRequest, long nodeMemoryBytes)
    {
        switch (QualityOfService.Of(pod.Spec ?? new PodSpec()))
        {
            case QualityOfService.Guaranteed:
                return OomGuaranteed;
            case QualityOfService.BestEffort:
                return OomBestEffort;
            default:
                // The less of the node a container asked for, the sooner it goes; never before best-effort ones and never as late as guaranteed ones.
                var score = nodeMemoryBytes == 0 ? OomBestEffort : 1000 - (1000 * memoryRequest / nodeMemoryBytes);
                return (int)Math.Clamp(score, 1000 + OomGuaranteed, OomBestEffort - 1);
        }
    }

    private static Quantity? Value(IReadOnlyDictionary<string, Quantity>? values, string name) =>
        values is not null && values.TryGetValue(name, out var value) ? value : null;
}
