namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Checks the common sources of volumes: directories, ConfigMaps, Secrets, claims, images.</summary>
internal static class VolumeSourceValidation
{
    private static readonly ImmutableArray<string> HostPathTypes =
        ["", "BlockDevice", "CharDevice", "Directory", "DirectoryOrCreate", "File", "FileOrCreate", "Socket"];

    private static readonly ImmutableArray<string> AccessModes = ["ReadOnlyMany", "ReadWriteMany", "ReadWriteOnce", "ReadWriteOncePod"];

    public static void Validate(EmptyDirVolumeSource source, string path, FaultList faults)
    {
        if (source.SizeLimit is { } limit && limit.CompareTo(default) < 0)
            faults.Forbidden($"{path}.sizeLimit", "SizeLimit field must be a valid resource quantity");
    }

    public static void Validate(HostPathVolumeSource source, string path, FaultList faults)
    {
        if (string.IsNullOrEmpty(source.Path))
        {
            faults.Required($"{path}.path");
            return;
        }

        FilePathValidation.ValidateNoBacksteps(source.Path, $"{path}.path", faults);
        if (source.Type is { } type && !HostPathTypes.Contains(type))
            faults.NotSupported($"{path}.type", type, HostPathTypes);
    }

    public static void Validate(GitRepoVolumeSource source, string path, FaultList faults)
    {
        if (string.IsNullOrEmpty(source.Repository))
            faults.Required($"{path}.repository");
        FilePathValidation.ValidateDescending(source.Directory ?? "", $"{path}.directory", faults);
    }

    public static void Validate(SecretVolumeSource source, string path, FaultList faults)
    {
        if (string.IsNullOrEmpty(source.SecretName))
            faults.Required($"{path}.secretName");
        FilePathValidation.ValidateMode(source.DefaultMode, $"{path}.defaultMode", faults);
        FilePathValidation.ValidateItems(source.Items, $"{path}.items", faults);
    }

    public static void Validate(ConfigMapVolumeSource source, string path, FaultList faults)
    {
        if (string.IsNullOrEmpty(source.Name))
            faults.Required($"{path}.name");
        FilePathValidation.ValidateMode(source.DefaultMode, $"{path}.defaultMode", faults);
        FilePathValidation.ValidateItems(source.Items, $"{path}.items", faults);
    }

    public static void Validate(NFSVolumeSource source, string path, FaultList faults)
    {
        if (string.IsNullOrEmpty(source.Server))
            faults.Required($"{path}.server");
        if (string.IsNullOrEmpty(source.Path))
            faults.Required($"{path}.path");
        if (source.Path is not ['/', ..])
            faults.Invalid($"{path}.path", source.Path ?? "", "must be an absolute path");
    }

    public static void Validate(PersistentVolumeClaimVolumeSource source, string path, FaultList faults)
    {
        if (string.IsNullOrEmpty(source.ClaimName))
            faults.Required($"{path}.claimName");
    }

    public static void Validate(EphemeralVolumeSource source, string podName, string volumeName, string path, FaultList faults)
    {
        if (source.VolumeClaimTemplate is { } template)
            Validate(template.Spec ?? new(), $"{path}.volumeClaimTemplate.spec", faults);
        else
            faults.Required($"{path}.volumeClaimTemplate");
        if (podName.Length == 0 || volumeName.Length == 0)
            return;
        var claim = $"{podName}-{volumeName}";
        faults.Invalid($"{path}.name", volumeName, NameFormats.DnsSubdomain(claim).Select(fault => $"PVC name \"{claim}\": {fault}"));
    }

    public static void Validate(ImageVolumeSource source, bool inPod, string path, FaultList faults)
    {
        if (inPod && string.IsNullOrEmpty(source.Reference))
            faults.Required($"{path}.reference");
        if (!string.IsNullOrEmpty(source.PullPolicy) && source.PullPolicy is not ("Always" or "IfNotPresent" or "Never"))
            faults.NotSupported($"{path}.pullPolicy", source.PullPolicy, "Always", "IfNotPresent", "Never");
    }

    private static void Validate(PersistentVolumeClaimSpec spec, string path, FaultList faults)
    {
        if (spec.AccessModes is not { Count: > 0 })
            faults.Required($"{path}.accessModes", "at least 1 access mode is required");
        LabelValidation.ValidateSelector(spec.Selector, $"{path}.selector", faults);
        foreach (var mode in spec.AccessModes ?? [])
        {
            if (!AccessModes.Contains(mode))
                faults.NotSupported($"{path}.accessModes", mode, AccessModes);
        }

        if (spec.Resources?.Requests is not { } requests || !requests.TryGetValue("storage", out var storage))
            faults.Required($"{path}.resources[storage]");
        else if (storage.CompareTo(default) <= 0)
            faults.Invalid($"{path}.resources[storage]", storage.ToString(), FaultList.NotPositive);
        if (spec.StorageClassName is { Length: > 0 } storageClass)
            faults.Invalid($"{path}.storageClassName", storageClass, NameFormats.DnsSubdomain(storageClass));
        if (spec.VolumeMode is { } volumeMode && volumeMode is not ("Block" or "Filesystem"))
            faults.NotSupported($"{path}.volumeMode", volumeMode, "Block", "Filesystem");
    }
}
