namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Checks that a pod that names its operating system sets nothing foreign to it.</summary>
internal static class OperatingSystemValidation
{
    private const string NotOnWindows = "cannot be set for a windows pod";
    private const string NotOnLinux = "windows options cannot be set for a linux pod";

    public static void Validate(PodSpec spec, string path, FaultList faults)
    {
        switch (spec.Os?.Name)
        {
            case null when spec.Os is null:
                break;
            case null or "":
                faults.Required($"{path}.os.name", "cannot be empty");
                break;
            case "linux":
                ValidateLinux(spec, path, faults);
                break;
            case "windows":
                ValidateWindowsPod(spec, path, faults);
                foreach (var (context, field) in WindowsOptionsValidation.ContainersWithPath(spec, path))
                    ValidateWindowsContainer(context, $"{field}.securityContext", faults);
                break;
            default:
                faults.NotSupported($"{path}.os", spec.Os.Name, "linux", "windows");
                break;
        }
    }

    private static void ValidateLinux(PodSpec spec, string path, FaultList faults)
    {
        if (spec.SecurityContext?.WindowsOptions is not null)
            faults.Forbidden($"{path}.securityContext.windowsOptions", NotOnLinux);
        foreach (var (context, field) in WindowsOptionsValidation.ContainersWithPath(spec, path))
        {
            if (context?.WindowsOptions is not null)
                faults.Forbidden($"{field}.securityContext.windowsOptions", NotOnLinux);
        }
    }

    private static void ValidateWindowsPod(PodSpec spec, string path, FaultList faults)
    {
        var context = spec.SecurityContext;
        var security = $"{path}.securityContext";
        (bool Set, string Field)[] fields =
        [
            (context?.AppArmorProfile is not null, $"{security}.appArmorProfile"),
            (context?.SeLinuxOptions is not null, $"{security}.seLinuxOptions"),
            (spec.HostUsers is not null, $"{path}.hostUsers"),
            (spec.HostPID == true, $"{path}.hostPID"),
            (spec.HostIPC == true, $"{path}.hostIPC"),
            (context?.SeccompProfile is not null, $"{security}.seccompProfile"),
            (context?.FsGroup is not null, $"{security}.fsGroup"),
            (context?.FsGroupChangePolicy is not null, $"{security}.fsGroupChangePolicy"),
            (context?.Sysctls is { Count: > 0 }, $"{security}.sysctls"),
            (spec.ShareProcessNamespace is not null, $"{path}.shareProcessNamespace"),
            (context?.RunAsUser is not null, $"{security}.runAsUser"),
            (context?.RunAsGroup is not null, $"{security}.runAsGroup"),
            (context?.SupplementalGroups is not null, $"{security}.supplementalGroups"),
            (context?.SupplementalGroupsPolicy is not null, $"{security}.supplementalGroupsPolicy"),
            (context?.SeLinuxChangePolicy is not null, $"{security}.seLinuxChangePolicy"),
        ];
        Forbid(fields, faults);
    }

    private static void ValidateWindowsContainer(SecurityContext? context, string path, FaultList faults)
    {
        (bool Set, string Field)[] fields =
        [
            (context?.AppArmorProfile is not null, $"{path}.appArmorProfile"),
            (context?.SeLinuxOptions is not null, $"{path}.seLinuxOptions"),
            (context?.SeccompProfile is not null, $"{path}.seccompProfile"),
            (context?.Capabilities is not null, $"{path}.capabilities"),
            (context?.ReadOnlyRootFilesystem is not null, $"{path}.readOnlyRootFilesystem"),
            (context?.Privileged is not null, $"{path}.privileged"),
            (context?.AllowPrivilegeEscalation is not null, $"{path}.allowPrivilegeEscalation"),
            (context?.ProcMount is not null, $"{path}.procMount"),
            (context?.RunAsUser is not null, $"{path}.runAsUser"),
            (context?.RunAsGroup is not null, $"{path}.runAsGroup"),
        ];
        Forbid(fields, faults);
    }

    private static void Forbid((bool Set, string Field)[] fields, FaultList faults)
    {
        foreach (var (set, field) in fields)
        {
            if (set)
                faults.Forbidden(field, NotOnWindows);
        }
    }
}
