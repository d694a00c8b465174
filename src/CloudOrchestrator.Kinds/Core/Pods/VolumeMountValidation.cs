namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Checks where containers mount volumes.</summary>
internal static class VolumeMountValidation
{
    /// <summary>Checks mounts and block devices of a container against the pod's sound volumes.</summary>
    public static void Validate(Container container, IReadOnlyDictionary<string, Volume> volumes, string path, FaultList faults)
    {
        var mounts = container.VolumeMounts ?? [];
        var devices = container.VolumeDevices ?? [];
        var points = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < mounts.Count; i++)
        {
            var (mount, field) = (mounts[i], $"{path}.volumeMounts[{i}]");
            ValidatePoint(mount, volumes, points, field, faults);
            if (devices.Any(device => device.Name == mount.Name))
                faults.Invalid($"{field}.name", mount.Name, "must not already exist in volumeDevices");
            if (devices.Any(device => device.DevicePath == mount.MountPath))
                faults.Invalid($"{field}.mountPath", mount.MountPath, "must not already exist as a path in volumeDevices");
            ValidateSubPaths(mount, volumes.GetValueOrDefault(mount.Name ?? ""), $"{path}.volumeMounts", field, faults);
            ValidatePropagation(mount, container.SecurityContext?.Privileged == true, $"{path}.volumeMounts", faults);
        }

        ValidateDevices(devices, mounts, volumes, $"{path}.volumeDevices", faults);
    }

    private static void ValidatePoint(
        VolumeMount mount, IReadOnlyDictionary<string, Volume> volumes, HashSet<string> points, string field, FaultList faults)
    {
        if (string.IsNullOrEmpty(mount.Name))
            faults.Required($"{field}.name");
        if (!volumes.ContainsKey(mount.Name ?? ""))
            faults.NotFound($"{field}.name", mount.Name ?? "");
        if (string.IsNullOrEmpty(mount.MountPath))
            faults.Required($"{field}.mountPath");
        if (!points.Add(mount.MountPath ?? ""))
            faults.Invalid($"{field}.mountPath", mount.MountPath, "must be unique");
    }

    // Kubernetes reports paths inside the volume at the list, not at the item.
    private static void ValidateSubPaths(VolumeMount mount, Volume? volume, string list, string field, FaultList faults)
    {
        var (subPath, expression) = (mount.SubPath ?? "", mount.SubPathExpr ?? "");
        if (volume?.Image is not null && subPath.Length > 0)
            faults.Invalid($"{field}.subPath", subPath, "not allowed in image volume sources");
        if (volume?.Image is not null && expression.Length > 0)
            faults.Invalid($"{field}.subPathExpr", expression, "not allowed in image volume sources");
        if (subPath.Length > 0)
            FilePathValidation.ValidateDescending(subPath, $"{list}.subPath", faults);
        if (expression.Length == 0)
            return;
        if (subPath.Length > 0)
            faults.Invalid($"{field}.subPathExpr", expression, "subPathExpr and subPath are mutually exclusive");
        FilePathValidation.ValidateDescending(expression, $"{list}.subPathExpr", faults);
    }

    private static void ValidatePropagation(VolumeMount mount, bool privileged, string list, FaultList faults)
    {
        if (mount.MountPropagation is { } propagation)
        {
            if (propagation is not ("Bidirectional" or "HostToContainer" or "None"))
                faults.NotSupported($"{list}.mountPropagation", propagation, "Bidirectional", "HostToContainer", "None");
            if (propagation == "Bidirectional" && !privileged)
                faults.Forbidden($"{list}.mountPropagation", "Bidirectional mount propagation is available only to privileged containers");
        }

        switch (mount.RecursiveReadOnly)
        {
            case null or "Disabled":
                break;
            case "Enabled" or "IfPossible":
                if (mount.ReadOnly != true)
                    faults.Forbidden($"{list}.recursiveReadOnly", "may only be specified when readOnly is true");
                if (mount.MountPropagation is not (null or "None"))
                    faults.Forbidden($"{list}.recursiveReadOnly", "may only be specified when mountPropagation is None or not specified");
                break;
            default:
                faults.NotSupported($"{list}.recursiveReadOnly", mount.RecursiveReadOnly, "Disabled", "Enabled", "IfPossible");
                break;
        }
    }

    private static void ValidateDevices(
        IReadOnlyList<VolumeDevice> devices, IReadOnlyList<VolumeMount> mounts, IReadOnlyDictionary<string, Volume> volumes, string path, FaultList faults)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var paths = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < devices.Count; i++)
        {
            var (name, devicePath, field) = (devices[i].Name ?? "", devices[i].DevicePath ?? "", $"{path}[{i}]");
            if (name.Length == 0)
                faults.Required($"{field}.name");
            if (names.Contains(name))
                faults.Invalid($"{field}.name", name, "must be unique");
            if (!volumes.TryGetValue(name, out var volume))
                faults.NotFound($"{field}.name", name);
            else if (volume is { PersistentVolumeClaim: null, Ephemeral: null })
                faults.Invalid($"{field}.name", name, "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode");
            if (devicePath.Length == 0)
                faults.Required($"{field}.devicePath");
            if (paths.Contains(devicePath))
                faults.Invalid($"{field}.devicePath", devicePath, "must be unique");
            if (FilePathValidation.Climbs(devicePath))
                faults.Invalid($"{field}.devicePath", devicePath, "can not contain backsteps ('..')");
            else
                paths.Add(devicePath);
            if (mounts.Any(mount => mount.Name == name))
                faults.Invalid($"{field}.name", name, "must not already exist in volumeMounts");
            if (mounts.Any(mount => mount.MountPath == devicePath))
                faults.Invalid($"{field}.devicePath", devicePath, "must not already exist as a path in volumeMounts");
            if (name.Length > 0)
                names.Add(name);
        }
    }
}
