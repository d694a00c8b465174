using System.Text.Json.Nodes;

namespace CloudOrchestrator.NodeAgent.Nodes;

/// <summary>Puts together a node's object and status. Pure.</summary>
public static class NodeComposer
{
    private const int ImagesMax = 50;
    private const long MemoryPressureBytes = 100L << 20;
    private const double DiskPressurePart = 0.05;
    private const double PidPressurePart = 0.95;

    /// <summary>The object to register with.</summary>
    public static Node Register(NodeReportOptions options, MachineIdentity machine)
    {
        var labels = new Dictionary<string, string>(options.Labels, StringComparer.Ordinal)
        {
            ["kubernetes.io/hostname"] = options.Name,
            ["kubernetes.io/os"] = machine.OperatingSystem,
            ["kubernetes.io/arch"] = machine.Architecture,
            ["beta.kubernetes.io/os"] = machine.OperatingSystem,
            ["beta.kubernetes.io/arch"] = machine.Architecture,
        };
        return new Node
        {
            Kind = "Node",
            ApiVersion = "v1",
            Metadata = new ObjectMeta { Name = options.Name, Labels = labels },
            Spec = new NodeSpec { ProviderID = options.ProviderId },
        };
    }

    /// <summary>The status to report. Conditions keep the time of their last change.</summary>
    public static NodeStatus Status(NodeStatus? old, NodeReportOptions options, IMachine machine, NodeObservation seen, DateTimeOffset now)
    {
        var capacity = new Dictionary<string, Quantity>(StringComparer.Ordinal)
        {
            ["cpu"] = Quantity.FromUnits(machine.ProcessorCount),
            ["memory"] = Quantity.Parse($"{seen.Memory.TotalBytes / 1024}Ki"),
            ["ephemeral-storage"] = Quantity.Parse($"{seen.Disk.TotalBytes / 1024}Ki"),
            ["pods"] = Quantity.FromUnits(options.PodsMax),
        };
        return (old ?? new NodeStatus()) with
        {
            Capacity = capacity,
            Allocatable = capacity,
            Addresses = [new NodeAddress { Type = "InternalIP", Address = options.Address }, new NodeAddress { Type = "Hostname", Address = options.Name }],
            DaemonEndpoints = new NodeDaemonEndpoints { KubeletEndpoint = new DaemonEndpoint { Port = options.AgentPort } },
            NodeInfo = InfoOf(options, machine.Identity, seen),
            Images = ImagesOf(seen),
            Conditions = [.. ConditionsOf(seen).Select(condition => WithTimes(condition, old, now)), .. Foreign(old)],
        };
    }

    /// <summary>True when a status says something else than another, apart from when it was said. The order of a map's keys, which the API sorts, says nothing.</summary>
    public static bool Differs(NodeStatus? left, NodeStatus right) => !JsonNode.DeepEquals(Timeless(left ?? new NodeStatus()), Timeless(right));

    private static JsonObject Timeless(NodeStatus status) => ObjectJson.ToJsonObject(status with
    {
        Conditions = [.. (status.Conditions ?? []).Select(condition => condition with { LastHeartbeatTime = null })],
    });

    // Null rather than empty: the API stores no empty list, and what comes back must be what was said, or every look reports again.
    private static ContainerImage[]? ImagesOf(NodeObservation seen)
    {
        var images = seen.Images.OrderByDescending(image => image.SizeBytes).Take(ImagesMax)
            .Select(image => new ContainerImage { Names = [.. image.Digests, .. image.Tags], SizeBytes = image.SizeBytes })
            .Where(image => image.Names.Count > 0)
            .ToArray();
        return images.Length == 0 ? null : images;
    }

    private static NodeSystemInfo InfoOf(NodeReportOptions options, MachineIdentity machine, NodeObservation seen) => new()
    {
        MachineID = machine.MachineId,
        SystemUUID = machine.SystemUuid,
        BootID = machine.BootId,
        KernelVersion = machine.KernelVersion,
        OsImage = machine.OsImage,
        ContainerRuntimeVersion = seen.Runtime?.ToString() ?? "docker://Unknown",
        KubeletVersion = options.Version,
        KubeProxyVersion = options.Version,
        OperatingSystem = machine.OperatingSystem,
        Architecture = machine.Architecture,
    };

    private static IEnumerable<NodeCondition> ConditionsOf(NodeObservation seen)
    {
        yield return Pressure("MemoryPressure", seen.Memory.AvailableBytes < MemoryPressureBytes, "HasSufficientMemory", "HasInsufficientMemory", "memory");
        var full = seen.Disk.FreeBytes < seen.Disk.TotalBytes * DiskPressurePart;
        yield return full
            ? new NodeCondition { Type = "DiskPressure", Status = "True", Reason = "KubeletHasDiskPressure", Message = "kubelet has disk pressure" }
            : new NodeCondition { Type = "DiskPressure", Status = "False", Reason = "KubeletHasNoDiskPressure", Message = "kubelet has no disk pressure" };
        yield return Pressure("PIDPressure", seen.Processes.Count > seen.Processes.Max * PidPressurePart, "HasSufficientPID", "HasInsufficientPID", "PID");
        yield return seen.Trouble is null
            ? new NodeCondition { Type = "Ready", Status = "True", Reason = "KubeletReady", Message = "kubelet is posting ready status" }
            : new NodeCondition { Type = "Ready", Status = "False", Reason = "KubeletNotReady", Message = seen.Trouble };
    }

    private static NodeCondition Pressure(string type, bool pressed, string sufficient, string insufficient, string what) => pressed
        ? new NodeCondition { Type = type, Status = "True", Reason = $"Kubelet{insufficient}", Message = $"kubelet has insufficient {what} available" }
        : new NodeCondition { Type = type, Status = "False", Reason = $"Kubelet{sufficient}", Message = $"kubelet has sufficient {what} available" };

    private static NodeCondition WithTimes(NodeCondition condition, NodeStatus? old, DateTimeOffset now)
    {
        var before = (old?.Conditions ?? []).FirstOrDefault(candidate => candidate.Type == condition.Type);
        return condition with
        {
            LastHeartbeatTime = now,
            LastTransitionTime = before is not null && before.Status == condition.Status ? before.LastTransitionTime : now,
        };
    }

    /// <summary>Conditions that others report.</summary>
    private static IEnumerable<NodeCondition> Foreign(NodeStatus? old) =>
        (old?.Conditions ?? []).Where(condition => condition.Type is not ("MemoryPressure" or "DiskPressure" or "PIDPressure" or "Ready"));
}
