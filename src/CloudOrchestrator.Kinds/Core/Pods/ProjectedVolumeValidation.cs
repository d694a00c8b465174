namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Checks volumes that show facts of the pod, and volumes made of several sources.</summary>
internal static class ProjectedVolumeValidation
{
    private const string DuplicatePath = "conflicting duplicate paths";
    private const long TokenSecondsMin = 600;
    private const long TokenSecondsMax = 1L << 32;

    private static readonly ImmutableArray<string> FieldPaths =
        ["metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"];

    public static void Validate(DownwardAPIVolumeSource source, string path, FaultList faults)
    {
        FilePathValidation.ValidateMode(source.DefaultMode, $"{path}.defaultMode", faults);
        foreach (var file in source.Items ?? [])
            ValidateFile(file, path, faults);
    }

    public static void Validate(ProjectedVolumeSource source, string path, FaultList faults)
    {
        FilePathValidation.ValidateMode(source.DefaultMode, $"{path}.defaultMode", faults);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < (source.Sources?.Count ?? 0); i++)
        {
            var (projection, field) = (source.Sources![i], $"{path}.sources[{i}]");
            var given = new object?[]
            {
                projection.Secret, projection.ConfigMap, projection.DownwardAPI, projection.ServiceAccountToken, projection.ClusterTrustBundle,
            };
            ValidateProjection(projection, path, field, taken, faults);
            if (given.Count(item => item is not null) > 1)
                faults.Forbidden(field, "may not specify more than 1 volume type per source");
        }
    }

    private static void ValidateProjection(VolumeProjection projection, string path, string field, HashSet<string> taken, FaultList faults)
    {
        if (projection.Secret is { } secret)
            ValidateItems(secret.Name, secret.Items, path, $"{field}.secret", taken, faults);
        if (projection.ConfigMap is { } map)
            ValidateItems(map.Name, map.Items, path, $"{field}.configMap", taken, faults);
        foreach (var file in projection.DownwardAPI?.Items ?? [])
        {
            ValidateFile(file, $"{field}.downwardAPI", faults);
            if (!string.IsNullOrEmpty(file.Path) && !taken.Add(file.Path))
                faults.Invalid(path, file.Path, DuplicatePath);
        }

        if (projection.ServiceAccountToken is { } token)
            ValidateToken(token, path, $"{field}.serviceAccountToken", faults);
        if (projection.ClusterTrustBundle is { } bundle)
            ValidateBundle(bundle, path, $"{field}.clusterTrustBundle", taken, faults);
    }

    private static void ValidateItems(string? name, IReadOnlyList<KeyToPath>? items, string path, string field, HashSet<string> taken, FaultList faults)
    {
        if (string.IsNullOrEmpty(name))
            faults.Required($"{field}.name");
        FilePathValidation.ValidateItems(items, $"{field}.items", faults);
        foreach (var item in items ?? [])
        {
            if (!string.IsNullOrEmpty(item.Path) && !taken.Add(item.Path))
                faults.Invalid(path, name ?? "", DuplicatePath);
        }
    }

    // Kubernetes reports the token's path at the volume, not at the source.
    private static void ValidateToken(ServiceAccountTokenProjection token, string path, string field, FaultList faults)
    {
        if (token.ExpirationSeconds is < TokenSecondsMin and var tooShort)
            faults.Invalid($"{field}.expirationSeconds", tooShort, "may not specify a duration less than 10 minutes");
        if (token.ExpirationSeconds is > TokenSecondsMax and var tooLong)
            faults.Invalid($"{field}.expirationSeconds", tooLong, "may not specify a duration larger than 2^32 seconds");
        if (string.IsNullOrEmpty(token.Path))
            faults.Required($"{path}.path");
        else
            FilePathValidation.ValidateLocal(token.Path, $"{path}.path", faults);
    }

    private static void ValidateBundle(ClusterTrustBundleProjection bundle, string path, string field, HashSet<string> taken, FaultList faults)
    {
        switch (bundle)
        {
            case { Name: not null, SignerName: not null }:
                faults.Invalid(field, bundle, "only one of name and signerName may be used");
                break;
            case { Name: { } name }:
                if (name.Length == 0)
                    faults.Required($"{field}.name", "must be a valid object name");
                faults.Invalid($"{field}.name", name,
                    NameFormats.DnsSubdomain(name.Split(':')[^1]).Select(fault => $"not a valid clustertrustbundlename: {fault}"));
                if (bundle.LabelSelector is { } unexpected)
                    faults.Invalid($"{field}.labelSelector", unexpected, "labelSelector must be unset if name is specified");
                break;
            case { SignerName: { } signer }:
                if (signer.Length == 0)
                    faults.Required($"{field}.signerName", "must be a valid signer name");
                SignerNameValidation.Validate(signer, $"{field}.signerName", faults);
                LabelValidation.ValidateSelector(bundle.LabelSelector, $"{field}.labelSelector", faults);
                break;
            default:
                faults.Required(field, "either name or signerName must be specified");
                break;
        }

        if (string.IsNullOrEmpty(bundle.Path))
            faults.Required($"{field}.path");
        FilePathValidation.ValidateLocal(bundle.Path ?? "", $"{field}.path", faults);
        if (!taken.Add(bundle.Path ?? ""))
            faults.Invalid(path, bundle.Path, DuplicatePath);
    }

    private static void ValidateFile(DownwardAPIVolumeFile file, string path, FaultList faults)
    {
        if (string.IsNullOrEmpty(file.Path))
            faults.Required($"{path}.path");
        FilePathValidation.ValidateLocal(file.Path ?? "", $"{path}.path", faults);
        if (file.FieldRef is { } field)
        {
            FieldSelectorValidation.Validate(field, FieldPaths, $"{path}.fieldRef", faults);
            if (file.ResourceFieldRef is not null)
                faults.Invalid(path, "resource", "fieldRef and resourceFieldRef can not be specified simultaneously");
        }
        else if (file.ResourceFieldRef is { } resource)
        {
            FieldSelectorValidation.Validate(resource, inVolume: true, $"{path}.resourceFieldRef", faults);
        }
        else
        {
            faults.Required(path, "one of fieldRef and resourceFieldRef is required");
        }

        FilePathValidation.ValidateMode(file.Mode, $"{path}.mode", faults);
    }
}
