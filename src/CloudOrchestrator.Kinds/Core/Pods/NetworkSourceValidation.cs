namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Checks volumes that are file systems on the network, and those of drivers.</summary>
internal static class NetworkSourceValidation
{
    private const int DriverNameLengthMax = 63;
    private const int TenantLengthMax = 64;

    public static void Validate(GlusterfsVolumeSource source, string path, FaultList faults)
    {
        if (string.IsNullOrEmpty(source.Endpoints))
            faults.Required($"{path}.endpoints");
        if (string.IsNullOrEmpty(source.Path))
            faults.Required($"{path}.path");
    }

    public static void Validate(FlockerVolumeSource source, string path, FaultList faults)
    {
        var named = !string.IsNullOrEmpty(source.DatasetName);
        var identified = !string.IsNullOrEmpty(source.DatasetUUID);
        if (!named && !identified)
            faults.Required(path, "one of datasetName and datasetUUID is required");
        if (named && identified)
            faults.Invalid(path, "resource", "datasetName and datasetUUID can not be specified simultaneously");
        if (named && source.DatasetName!.Contains('/', StringComparison.Ordinal))
            faults.Invalid($"{path}.datasetName", source.DatasetName, "must not contain '/'");
    }

    public static void Validate(RBDVolumeSource source, string path, FaultList faults)
    {
        if (source.Monitors is not { Count: > 0 })
            faults.Required($"{path}.monitors");
        if (string.IsNullOrEmpty(source.Image))
            faults.Required($"{path}.image");
    }

    public static void Validate(CephFSVolumeSource source, string path, FaultList faults)
    {
        if (source.Monitors is not { Count: > 0 })
            faults.Required($"{path}.monitors");
    }

    public static void Validate(QuobyteVolumeSource source, string path, FaultList faults)
    {
        const string pairs = "must be a host:port pair or multiple pairs separated by commas";
        if (string.IsNullOrEmpty(source.Registry))
            faults.Required($"{path}.registry", pairs);
        else if (source.Tenant is { Length: > TenantLengthMax })
            faults.Required($"{path}.tenant", "must be a UUID and may not exceed a length of 64 characters");
        else if (source.Registry.Split(',').Any(pair => !pair.Contains(':', StringComparison.Ordinal)))
            faults.Invalid($"{path}.registry", source.Registry, pairs);
        if (string.IsNullOrEmpty(source.Volume))
            faults.Required($"{path}.volume");
    }

    public static void Validate(FlexVolumeSource source, string path, FaultList faults)
    {
        if (string.IsNullOrEmpty(source.Driver))
            faults.Required($"{path}.driver");
        foreach (var (key, _) in source.Options.Sorted())
        {
            var owner = "." + key.Split('/', 2)[0].ToLowerInvariant();
            if (owner.EndsWith(".kubernetes.io", StringComparison.Ordinal) || owner.EndsWith(".k8s.io", StringComparison.Ordinal))
                faults.Invalid($"{path}.options[{key}]", key, "kubernetes.io and k8s.io namespaces are reserved");
        }
    }

    public static void Validate(AzureFileVolumeSource source, string path, FaultList faults)
    {
        if (string.IsNullOrEmpty(source.SecretName))
            faults.Required($"{path}.secretName");
        if (string.IsNullOrEmpty(source.ShareName))
            faults.Required($"{path}.shareName");
    }

    public static void Validate(StorageOSVolumeSource source, string path, FaultList faults)
    {
        if (string.IsNullOrEmpty(source.VolumeName))
            faults.Required($"{path}.volumeName");
        else
            faults.Invalid($"{path}.volumeName", source.VolumeName, NameFormats.DnsLabel(source.VolumeName));
        if (!string.IsNullOrEmpty(source.VolumeNamespace))
            faults.Invalid($"{path}.volumeNamespace", source.VolumeNamespace, NameFormats.DnsLabel(source.VolumeNamespace));
        if (source.SecretRef is { } secret && string.IsNullOrEmpty(secret.Name))
            faults.Required($"{path}.secretRef.name");
    }

    public static void Validate(ScaleIOVolumeSource source, string path, FaultList faults)
    {
        if (string.IsNullOrEmpty(source.Gateway))
            faults.Required($"{path}.gateway");
        if (string.IsNullOrEmpty(source.System))
            faults.Required($"{path}.system");
        if (string.IsNullOrEmpty(source.VolumeName))
            faults.Required($"{path}.volumeName");
    }

    public static void Validate(CSIVolumeSource source, string path, FaultList faults)
    {
        var driver = source.Driver ?? "";
        if (driver.Length == 0)
            faults.Required($"{path}.driver");
        if (driver.Length > DriverNameLengthMax)
            faults.TooLong($"{path}.driver", DriverNameLengthMax);
        faults.Invalid($"{path}.driver", driver, NameFormats.DnsSubdomain(driver.ToLowerInvariant()));
        if (source.NodePublishSecretRef is not { } secret)
            return;
        if (string.IsNullOrEmpty(secret.Name))
            faults.Required($"{path}.nodePublishSecretRef.name");
        else
            faults.Invalid($"{path}.nodePublishSecretRef.name", secret.Name, NameFormats.DnsSubdomain(secret.Name));
    }
}
