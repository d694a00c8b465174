namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Checks that an update of a pod changes only what may change once it exists.</summary>
internal static class PodUpdateValidation
{
    private const string Changeable = "`spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,"
        + "`spec.tolerations` (only additions to existing tolerations),"
        + "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

    public static FaultList Validate(Pod pod, Pod old)
    {
        var faults = new FaultList();
        var (spec, before) = (pod.Spec ?? new(), old.Spec ?? new());
        PodAnnotationValidation.ValidateChange(pod.Metadata.Annotations, old.Metadata.Annotations, "metadata.annotations", faults);
        if (!SameContainers(spec.Containers, before.Containers, "spec.containers", faults)
            || !SameContainers(spec.InitContainers, before.InitContainers, "spec.initContainers", faults)
            || !ValidateDeadline(spec.ActiveDeadlineSeconds, before.ActiveDeadlineSeconds, faults))
        {
            return faults;
        }

        ValidateTolerations(spec.Tolerations ?? [], before.Tolerations ?? [], faults);
        ValidateGates(spec.SchedulingGates ?? [], before.SchedulingGates ?? [], faults);
        var restored = Restore(spec, before);
        if (before.SchedulingGates is { Count: > 0 })
            restored = GatedPodValidation.RestoreNodeChoice(restored, before, faults);
        var (oldJson, newJson) = (ObjectJson.ToJsonObject(before), ObjectJson.ToJsonObject(restored));
        if (!JsonNode.DeepEquals(oldJson, newJson))
        {
            faults.Forbidden("spec", $"pod updates may not change fields other than {Changeable}\n"
                + StructureDifference.Describe("core.PodSpec", oldJson, newJson));
        }

        return faults;
    }

    private static bool SameContainers(IReadOnlyList<Container>? containers, IReadOnlyList<Container>? old, string path, FaultList faults)
    {
        if ((containers?.Count ?? 0) == (old?.Count ?? 0))
            return true;
        faults.Forbidden(path, "pod updates may not add or remove containers");
        return false;
    }

    // A deadline may be set once and then only come closer.
    private static bool ValidateDeadline(long? deadline, long? old, FaultList faults)
    {
        const string path = "spec.activeDeadlineSeconds";
        switch (deadline, old)
        {
            case ( < 0 or > int.MaxValue, _):
                faults.Invalid(path, deadline, FaultList.InclusiveRange(0, int.MaxValue));
                return false;
            case ({ } after, { } before) when before < after:
                faults.Invalid(path, after, "must be less than or equal to previous value");
                return false;
            case (null, not null):
                faults.Invalid(path, null, "must not update from a positive integer to nil value");
                return true;
            default:
                return true;
        }
    }

    private static void ValidateTolerations(IReadOnlyList<Toleration> tolerations, IReadOnlyList<Toleration> old, FaultList faults)
    {
        if (!old.All(before => tolerations.Any(after => before with { TolerationSeconds = after.TolerationSeconds } == after)))
            faults.Forbidden("spec.tolerations", "existing toleration can not be modified except its tolerationSeconds");
    }

    private static void ValidateGates(IReadOnlyList<PodSchedulingGate> gates, IReadOnlyList<PodSchedulingGate> old, FaultList faults)
    {
        for (var i = 0; i < gates.Count; i++)
        {
            if (old.All(before => before.Name != gates[i].Name))
                faults.Forbidden($"spec.schedulingGates[{i}].name", $"only deletion is allowed, but found new scheduling gate '{gates[i].Name}'");
        }
    }

    // Undoes the permitted changes, so that whatever still differs was not permitted.
    private static PodSpec Restore(PodSpec spec, PodSpec old) => spec with
    {
        Containers = RestoreImages(spec.Containers, old.Containers)!,
        InitContainers = RestoreImages(spec.InitContainers, old.InitContainers),
        ActiveDeadlineSeconds = old.ActiveDeadlineSeconds,
        SchedulingGates = old.SchedulingGates,
        Tolerations = old.Tolerations,
        TerminationGracePeriodSeconds = old.TerminationGracePeriodSeconds < 0 && spec.TerminationGracePeriodSeconds == 1
            ? old.TerminationGracePeriodSeconds
            : spec.TerminationGracePeriodSeconds,
    };

    private static IReadOnlyList<Container>? RestoreImages(IReadOnlyList<Container>? containers, IReadOnlyList<Container>? old) =>
        containers is null ? null : [.. containers.Select((container, i) => container with { Image = old![i].Image })];
}
