using System.Text.RegularExpressions;

namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Checks security settings of pods and containers.</summary>
internal static partial class SecurityContextValidation
{
    private const int ProfileLengthMax = 4095;
    private const int SysctlLengthMax = 253;
    private const string SysctlSegment = "[a-z0-9]([-_a-z0-9]*[a-z0-9])?";
    private const string SysctlFormat = "^(" + SysctlSegment + @"[\./])*" + SysctlSegment + "$";

    /// <summary>Settings of a container.</summary>
    public static void Validate(SecurityContext? context, bool hostUsers, string path, FaultList faults)
    {
        if (context is null)
            return;
        ValidateId(context.RunAsUser, $"{path}.runAsUser", faults);
        ValidateId(context.RunAsGroup, $"{path}.runAsGroup", faults);
        if (context.ProcMount is { } mount)
        {
            if (mount is not ("Default" or "Unmasked"))
                faults.NotSupported($"{path}.procMount", mount, "Default", "Unmasked");
            if (hostUsers && mount == "Unmasked")
                faults.Invalid($"{path}.procMount", mount, "`hostUsers` must be false to use `Unmasked`");
        }

        ValidateSeccomp(context.SeccompProfile, $"{path}.seccompProfile", faults);
        if (context.AllowPrivilegeEscalation == false)
        {
            if (context.Privileged == true)
                faults.Invalid(path, context, "cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
            if (context.Capabilities?.Add?.Contains("CAP_SYS_ADMIN") == true)
                faults.Invalid(path, context, "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN");
        }

        WindowsOptionsValidation.Validate(context.WindowsOptions, $"{path}.windowsOptions", faults);
        ValidateAppArmor(context.AppArmorProfile, $"{path}.appArmorProfile", faults);
    }

    /// <summary>Settings of a pod.</summary>
    public static void Validate(PodSpec spec, string path, FaultList faults)
    {
        if (spec.ShareProcessNamespace == true && spec.HostPID == true)
        {
            faults.Invalid($"{path}.shareProcessNamespace", true,
                "ShareProcessNamespace and HostPID cannot both be enabled");
        }

        if (spec.SecurityContext is not { } context)
            return;
        ValidateId(context.FsGroup, $"{path}.fsGroup", faults);
        ValidateId(context.RunAsUser, $"{path}.runAsUser", faults);
        ValidateId(context.RunAsGroup, $"{path}.runAsGroup", faults);
        for (var i = 0; i < (context.SupplementalGroups?.Count ?? 0); i++)
            ValidateId(context.SupplementalGroups![i], $"{path}.supplementalGroups[{i}]", faults);
        ValidateSysctls(context.Sysctls, spec, $"{path}.sysctls", faults);
        if (context.FsGroupChangePolicy is { } change && change is not ("Always" or "OnRootMismatch"))
            faults.NotSupported($"{path}.fsGroupChangePolicy", change, "Always", "OnRootMismatch");
        ValidateSeccomp(context.SeccompProfile, $"{path}.seccompProfile", faults);
        WindowsOptionsValidation.Validate(context.WindowsOptions, $"{path}.windowsOptions", faults);
        ValidateAppArmor(context.AppArmorProfile, $"{path}.appArmorProfile", faults);
        if (context.SupplementalGroupsPolicy is { } groups && groups is not ("Merge" or "Strict"))
            faults.NotSupported($"{path}.supplementalGroupsPolicy", groups, "Merge", "Strict");
        if (context.SeLinuxChangePolicy is { } label && label is not ("MountOption" or "Recursive"))
            faults.NotSupported($"{path}.seLinuxChangePolicy", label, "MountOption", "Recursive");
    }

    private static void ValidateId(long? id, string path, FaultList faults)
    {
        if (id is < 0 or > int.MaxValue)
            faults.Invalid(path, id, FaultList.InclusiveRange(0, int.MaxValue));
    }

    private static void ValidateSeccomp(SeccompProfile? profile, string path, FaultList faults)
    {
        if (profile is null)
            return;
        if (string.IsNullOrEmpty(profile.Type))
            faults.Required($"{path}.type", "type is required when seccompProfile is set");
        else if (profile.Type is not ("Localhost" or "RuntimeDefault" or "Unconfined"))
            faults.NotSupported($"{path}.type", profile.Type, "Localhost", "RuntimeDefault", "Unconfined");
        if (profile.Type != "Localhost")
        {
            if (profile.LocalhostProfile is not null)
                faults.Invalid($"{path}.localhostProfile", profile, "can only be set when seccomp type is Localhost");
        }
        else if (profile.LocalhostProfile is { } file)
        {
            FilePathValidation.ValidateDescending(file, $"{path}.localhostProfile", faults);
        }
        else
        {
            faults.Required($"{path}.localhostProfile", "must be set when seccomp type is Localhost");
        }
    }

    private static void ValidateAppArmor(AppArmorProfile? profile, string path, FaultList faults)
    {
        switch (profile)
        {
            case null:
                break;
            case { Type: "Localhost" }:
                ValidateAppArmorFile(profile.LocalhostProfile, $"{path}.localhostProfile", faults);
                break;
            case { Type: "RuntimeDefault" or "Unconfined" }:
                if (profile.LocalhostProfile is { } file)
                    faults.Invalid($"{path}.localhostProfile", file, "can only be set when AppArmor type is Localhost");
                break;
            case { Type: null or "" }:
                faults.Required($"{path}.type", "type is required when appArmorProfile is set");
                break;
            default:
                faults.NotSupported($"{path}.type", profile.Type, "Localhost", "RuntimeDefault", "Unconfined");
                break;
        }
    }

    private static void ValidateAppArmorFile(string? file, string path, FaultList faults)
    {
        if (string.IsNullOrEmpty(file))
        {
            faults.Required(path, "must be set when AppArmor type is Localhost");
            return;
        }

        if (file.Trim() != file)
            faults.Invalid(path, file, "must not be padded with whitespace");
        if (file.Length > ProfileLengthMax)
            faults.TooLong(path, ProfileLengthMax);
    }

    private static void ValidateSysctls(IReadOnlyList<Sysctl>? sysctls, PodSpec spec, string path, FaultList faults)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < (sysctls?.Count ?? 0); i++)
        {
            var (name, field) = (sysctls![i].Name ?? "", $"{path}[{i}].name");
            if (name.Length == 0)
                faults.Required(field);
            else if (name.Length > SysctlLengthMax || !SysctlPattern().IsMatch(name))
                faults.Invalid(field, name, $"must have at most {Cell.Digits(SysctlLengthMax)} characters and match regex {SysctlFormat}");
            else if (!names.Add(name))
                faults.Duplicate(field, name);
            var dotted = name.Replace('/', '.');
            if (spec.HostNetwork == true && dotted.StartsWith("net.", StringComparison.Ordinal))
                faults.Invalid(field, name, "may not be specified when 'hostNetwork' is true");
            else if (spec.HostIPC == true && IsIpc(dotted))
                faults.Invalid(field, name, "may not be specified when 'hostIPC' is true");
        }
    }

    private static bool IsIpc(string name) =>
        name is "kernel.sem" || name.StartsWith("kernel.shm", StringComparison.Ordinal) || name.StartsWith("kernel.msg", StringComparison.Ordinal)
        || name.StartsWith("fs.mqueue.", StringComparison.Ordinal);

    [GeneratedRegex(SysctlFormat, RegexOptions.CultureInvariant)]
    private static partial Regex SysctlPattern();
}
