namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Checks updates of a pod's status.</summary>
internal static class PodStatusValidation
{
    public static FaultList Validate(Pod pod, Pod old)
    {
        var faults = new FaultList();
        var (status, before, spec) = (pod.Status ?? new(), old.Status ?? new(), old.Spec ?? new());
        PodAnnotationValidation.ValidateChange(pod.Metadata.Annotations, old.Metadata.Annotations, "metadata.annotations", faults);
        for (var i = 0; i < (status.Conditions?.Count ?? 0); i++)
        {
            if (status.Conditions![i].Type is not ("PodScheduled" or "Ready" or "Initialized") and var type)
                faults.Invalid($"metadata.conditions[{i}].Type", type, NameFormats.QualifiedName(type));
        }

        if (status.NominatedNodeName is { Length: > 0 } nominated && nominated != before.NominatedNodeName)
            faults.Invalid("status.nominatedNodeName", nominated, NameFormats.DnsSubdomain(nominated));
        faults.RequireUnchanged("status.qosClass", status.QosClass ?? "", before.QosClass ?? "");
        ValidateTransitions(status.ContainerStatuses, before.ContainerStatuses, spec.RestartPolicy, [], "status.containerStatuses", faults);
        var sidecars = (spec.InitContainers ?? []).Where(container => container.RestartPolicy == "Always").Select(container => container.Name);
        ValidateTransitions(
            status.InitContainerStatuses, before.InitContainerStatuses, spec.RestartPolicy, [.. sidecars], "status.initContainerStatuses", faults);
        ValidateTransitions(
            status.EphemeralContainerStatuses, before.EphemeralContainerStatuses, "Never", [], "status.ephemeralContainerStatuses", faults);
        ValidateAddresses([.. (status.PodIPs ?? []).Select(address => address.Ip)], "status.podIPs", faults);
        if (status.HostIPs is [var first, ..] && status.HostIP != first.Ip)
            faults.Invalid("status.hostIPs[0].ip", first.Ip, "must be equal to `hostIP`");
        ValidateAddresses([.. (status.HostIPs ?? []).Select(address => address.Ip)], "status.hostIPs", faults);
        return faults;
    }

    // What has ended for good stays ended.
    private static void ValidateTransitions(
        IReadOnlyList<ContainerStatus>? statuses, IReadOnlyList<ContainerStatus>? old, string? restartPolicy, IReadOnlyCollection<string> restartable, string path,
        FaultList faults)
    {
        if (restartPolicy == "Always")
            return;
        for (var i = 0; i < (old?.Count ?? 0); i++)
        {
            var before = old![i];
            if (before.State?.Terminated is not { } ended || restartable.Contains(before.Name) || (ended.ExitCode != 0 && restartPolicy == "OnFailure"))
                continue;
            if (statuses?.Any(after => after.Name == before.Name && after.State?.Terminated is null) == true)
                faults.Forbidden($"{path}[{i}].state", "may not be transitioned to non-terminated state");
        }
    }

    private static void ValidateAddresses(IReadOnlyList<string> addresses, string path, FaultList faults)
    {
        for (var i = 0; i < addresses.Count; i++)
            AddressValidation.ValidateAddress(addresses[i], $"{path}[{i}]", faults);
        if (addresses.Count <= 1)
            return;
        if (addresses.Count > 2 || !AddressValidation.IsDualStack(addresses))
            faults.Invalid(path, addresses, "may specify no more than one IP for each IP family");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < addresses.Count; i++)
        {
            if (!seen.Add(addresses[i]))
                faults.Duplicate($"{path}[{i}]", addresses[i]);
        }
    }
}
