namespace CloudOrchestrator.Kinds.Core.Nodes;

/// <summary>Checks nodes.</summary>
internal static class NodeValidation
{
    // Kubernetes reports faults of taints below metadata.
    private const string TaintsPath = "metadata.taints";

    public static FaultList Validate(Node node)
    {
        var faults = new FaultList();
        ValidateTaints(node.Spec?.Taints, TaintsPath, faults);
        ValidateResources(node.Status, faults);
        return faults;
    }

    /// <summary>What holds for new nodes only: later the ranges cannot change.</summary>
    public static FaultList ValidateNew(Node node)
    {
        var faults = new FaultList();
        var ranges = node.Spec?.PodCIDRs ?? [];
        for (var i = 0; i < ranges.Count; i++)
            AddressValidation.ValidateCidr(ranges[i], $"spec.podCIDRs[{i}]", faults);
        if (ranges.Count <= 1)
            return faults;
        if (ranges.Count > 2 || !AddressValidation.IsDualStack(ranges))
            faults.Invalid("spec.podCIDRs", ranges, "may specify no more than one CIDR for each IP family");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < ranges.Count; i++)
        {
            if (!seen.Add(ranges[i]))
                faults.Duplicate($"spec.podCIDRs[{i}]", ranges[i]);
        }

        return faults;
    }

    public static FaultList ValidateChange(Node node, Node old)
    {
        const string fixedRange = "node updates may not change podCIDR except from \"\" to valid";
        var faults = new FaultList();
        var addresses = new HashSet<NodeAddress>();
        for (var i = 0; i < (node.Status?.Addresses?.Count ?? 0); i++)
        {
            if (!addresses.Add(node.Status!.Addresses![i]))
                faults.Duplicate($"status.addresses[{i}]", node.Status.Addresses[i]);
        }

        var (ranges, before) = (node.Spec?.PodCIDRs ?? [], old.Spec?.PodCIDRs ?? []);
        if (before.Count > 0 && ranges.Count != before.Count)
            faults.Forbidden("spec.podCIDRs", fixedRange);
        for (var i = 0; i < before.Count && ranges.Count == before.Count; i++)
        {
            if (ranges[i] != before[i])
                faults.Forbidden("spec.podCIDRs", fixedRange);
        }

        if (old.Spec?.ProviderID is { Length: > 0 } provider && provider != node.Spec?.ProviderID)
            faults.Forbidden("spec.providerID", "node updates may not change providerID except from \"\" to valid");
        if ((node.Spec?.ExternalID ?? "") != (old.Spec?.ExternalID ?? ""))
            faults.Forbidden("spec.externalID", "may not be updated");
        return faults;
    }

    private static void ValidateResources(NodeStatus? status, FaultList faults)
    {
        foreach (var (name, amount) in (status?.Capacity).Sorted())
            ResourceValidation.ValidateQuantity(name, amount, $"status.capacity.{name}", faults);
        foreach (var (name, amount) in (status?.Allocatable).Sorted())
            ResourceValidation.ValidateQuantity(name, amount, $"status.allocatable.{name}", faults);
    }

    /// <summary>Faults of a list of taints.</summary>
    public static void ValidateTaints(IReadOnlyList<Taint>? taints, string listPath, FaultList faults)
    {
        var seen = new HashSet<(string, string)>();
        for (var i = 0; i < (taints?.Count ?? 0); i++)
        {
            var (taint, path) = (taints![i], $"{listPath}[{i}]");
            faults.Invalid($"{path}.key", taint.Key ?? "", NameFormats.QualifiedName(taint.Key ?? ""));
            if (NameFormats.LabelValue(taint.Value ?? "") is { Count: > 0 } wrong)
                faults.Invalid($"{path}.value", taint.Value, string.Join(';', wrong));
            if (string.IsNullOrEmpty(taint.Effect))
                faults.Required($"{path}.effect");
            else
                SchedulingValidation.ValidateEffect(taint.Effect, $"{path}.effect", faults);
            if (!seen.Add((taint.Key ?? "", taint.Effect ?? "")))
                faults.Duplicate(path, taint, "taints must be unique by key and effect pair");
        }
    }
}
