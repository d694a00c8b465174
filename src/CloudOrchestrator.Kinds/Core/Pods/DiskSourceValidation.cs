using System.Text.RegularExpressions;

namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Checks volumes that are disks of a cloud or of a storage network.</summary>
internal static partial class DiskSourceValidation
{
    private const int PortalLengthMax = 64;

    public static void Validate(GCEPersistentDiskVolumeSource source, string path, FaultList faults)
    {
        if (string.IsNullOrEmpty(source.PdName))
            faults.Required($"{path}.pdName");
        ValidatePartition(source.Partition, path, faults);
    }

    public static void Validate(AWSElasticBlockStoreVolumeSource source, string path, FaultList faults)
    {
        if (string.IsNullOrEmpty(source.VolumeID))
            faults.Required($"{path}.volumeID");
        ValidatePartition(source.Partition, path, faults);
    }

    public static void Validate(ISCSIVolumeSource source, string volumeName, string volumePath, string path, FaultList faults)
    {
        if (string.IsNullOrEmpty(source.TargetPortal))
            faults.Required($"{path}.targetPortal");
        if (string.IsNullOrEmpty(source.Iqn))
            faults.Required($"{path}.iqn");
        else
            ValidateInitiator(source.Iqn, $"{path}.iqn", faults);
        if (source.Lun is < 0 or > 255)
            faults.Invalid($"{path}.lun", source.Lun, FaultList.InclusiveRange(0, 255));
        if ((source.ChapAuthDiscovery == true || source.ChapAuthSession == true) && source.SecretRef is null)
            faults.Required($"{path}.secretRef");
        if (source.InitiatorName is not { } initiator)
            return;
        ValidateInitiator(initiator, $"{path}.initiatorname", faults);
        if ($"{volumeName}:{source.TargetPortal}".Length > PortalLengthMax)
        {
            faults.Invalid($"{volumePath}.name", volumeName,
                "Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.");
        }
    }

    public static void Validate(FCVolumeSource source, string path, FaultList faults)
    {
        var byName = source.TargetWWNs is { Count: > 0 };
        var byId = source.Wwids is { Count: > 0 };
        if (!byName && !byId)
            faults.Required($"{path}.targetWWNs", "must specify either targetWWNs or wwids, but not both");
        if (byName && byId)
            faults.Invalid($"{path}.targetWWNs", source.TargetWWNs, "targetWWNs and wwids can not be specified simultaneously");
        if (byName && source.Lun is null)
            faults.Required($"{path}.lun", "lun is required if targetWWNs is specified");
        else if (byName && source.Lun is < 0 or > 255)
            faults.Invalid($"{path}.lun", source.Lun, FaultList.InclusiveRange(0, 255));
    }

    public static void Validate(CinderVolumeSource source, string path, FaultList faults)
    {
        if (string.IsNullOrEmpty(source.VolumeID))
            faults.Required($"{path}.volumeID");
        if (source.SecretRef is { } secret && string.IsNullOrEmpty(secret.Name))
            faults.Required($"{path}.secretRef.name");
    }

    public static void Validate(VsphereVirtualDiskVolumeSource source, string path, FaultList faults)
    {
        if (string.IsNullOrEmpty(source.VolumePath))
            faults.Required($"{path}.volumePath");
    }

    public static void Validate(PhotonPersistentDiskVolumeSource source, string path, FaultList faults)
    {
        if (string.IsNullOrEmpty(source.PdID))
            faults.Required($"{path}.pdID");
    }

    public static void Validate(PortworxVolumeSource source, string path, FaultList faults)
    {
        if (string.IsNullOrEmpty(source.VolumeID))
            faults.Required($"{path}.volumeID");
    }

    public static void Validate(AzureDiskVolumeSource source, string path, FaultList faults)
    {
        if (string.IsNullOrEmpty(source.DiskName))
            faults.Required($"{path}.diskName");
        if (string.IsNullOrEmpty(source.DiskURI))
            faults.Required($"{path}.diskURI");
        if (source.CachingMode is { } caching && caching is not ("None" or "ReadOnly" or "ReadWrite"))
            faults.NotSupported($"{path}.cachingMode", caching, "None", "ReadOnly", "ReadWrite");
        if (source.Kind is not { } kind)
            return;
        if (kind is not ("Dedicated" or "Managed" or "Shared"))
            faults.NotSupported($"{path}.kind", kind, "Dedicated", "Managed", "Shared");
        var uri = source.DiskURI ?? "";
        if (kind == "Managed" && !uri.StartsWith("/subscriptions/", StringComparison.Ordinal))
        {
            faults.NotSupported($"{path}.diskURI", uri,
                "/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}");
        }
        else if (kind != "Managed" && !uri.StartsWith("https://", StringComparison.Ordinal))
        {
            faults.NotSupported($"{path}.diskURI", uri, "https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd");
        }
    }

    private static void ValidatePartition(int? partition, string path, FaultList faults)
    {
        if (partition is < 0 or > 255)
            faults.Invalid($"{path}.partition", partition, FaultList.InclusiveRange(1, 255));
    }

    private static void ValidateInitiator(string name, string field, FaultList faults)
    {
        var valid = name switch
        {
            ['i', 'q', 'n', ..] => IqnPattern().IsMatch(name),
            ['e', 'u', 'i', ..] => EuiPattern().IsMatch(name),
            ['n', 'a', 'a', ..] => NaaPattern().IsMatch(name),
            _ => (bool?)null,
        };
        if (valid is null)
            faults.Invalid(field, name, "must be valid format starting with iqn, eui, or naa");
        else if (valid == false)
            faults.Invalid(field, name, "must be valid format");
    }

    [GeneratedRegex(@"iqn\.\d{4}-\d{2}\.([a-zA-Z0-9\-.]+)(:[^,;*&$|\s]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex IqnPattern();

    [GeneratedRegex(@"\Aeui.[a-zA-Z0-9]{16}\z", RegexOptions.CultureInvariant)]
    private static partial Regex EuiPattern();

    [GeneratedRegex(@"\Anaa.[a-zA-Z0-9]{32}\z", RegexOptions.CultureInvariant)]
    private static partial Regex NaaPattern();
}
