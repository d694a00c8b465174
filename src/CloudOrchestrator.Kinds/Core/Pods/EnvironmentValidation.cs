namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Checks the environment of containers.</summary>
internal static class EnvironmentValidation
{
    private static readonly ImmutableArray<string> FieldPaths =
    [
        "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP", "status.hostIPs", "status.podIP",
        "status.podIPs",
    ];

    /// <summary>Single variables.</summary>
    public static void Validate(IReadOnlyList<EnvVar>? variables, string path, FaultList faults)
    {
        for (var i = 0; i < (variables?.Count ?? 0); i++)
        {
            var variable = variables![i];
            if (string.IsNullOrEmpty(variable.Name))
                faults.Required($"{path}[{i}].name");
            else
                faults.Invalid($"{path}[{i}].name", variable.Name, NameFormats.EnvironmentVariable(variable.Name));
            if (variable.ValueFrom is { } source)
                ValidateSource(source, variable.Value, $"{path}[{i}].valueFrom", faults);
        }
    }

    /// <summary>Variables taken from whole ConfigMaps and Secrets.</summary>
    public static void Validate(IReadOnlyList<EnvFromSource>? sources, string path, FaultList faults)
    {
        for (var i = 0; i < (sources?.Count ?? 0); i++)
        {
            var source = sources![i];
            if (!string.IsNullOrEmpty(source.Prefix))
                faults.Invalid($"{path}[{i}].prefix", source.Prefix, NameFormats.EnvironmentVariable(source.Prefix));
            if (source.ConfigMapRef is { } map)
                ValidateSourceName(map.Name, $"{path}[{i}].configMapRef", faults);
            if (source.SecretRef is { } secret)
                ValidateSourceName(secret.Name, $"{path}[{i}].secretRef", faults);
            if (source is { ConfigMapRef: null, SecretRef: null })
                faults.Invalid(path, "", "must specify one of: `configMapRef` or `secretRef`");
            else if (source is { ConfigMapRef: not null, SecretRef: not null })
                faults.Invalid(path, "", "may not have more than one field specified at a time");
        }
    }

    private static void ValidateSource(EnvVarSource source, string? value, string path, FaultList faults)
    {
        var sources = 0;
        if (source.FieldRef is { } field)
        {
            sources++;
            FieldSelectorValidation.Validate(field, FieldPaths, $"{path}.fieldRef", faults);
        }

        if (source.ResourceFieldRef is { } resource)
        {
            sources++;
            FieldSelectorValidation.Validate(resource, inVolume: false, $"{path}.resourceFieldRef", faults);
        }

        if (source.ConfigMapKeyRef is { } mapKey)
        {
            sources++;
            ValidateKey(mapKey.Name, mapKey.Key, $"{path}.configMapKeyRef", faults);
        }

        if (source.SecretKeyRef is { } secretKey)
        {
            sources++;
            ValidateKey(secretKey.Name, secretKey.Key, $"{path}.secretKeyRef", faults);
        }

        if (sources == 0)
            faults.Invalid(path, "", "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`");
        else if (!string.IsNullOrEmpty(value))
            faults.Invalid(path, "", "may not be specified when `value` is not empty");
        else if (sources > 1)
            faults.Invalid(path, "", "may not have more than one field specified at a time");
    }

    private static void ValidateKey(string? name, string? key, string path, FaultList faults)
    {
        faults.Invalid($"{path}.name", name ?? "", NameFormats.DnsSubdomain(name ?? ""));
        if (string.IsNullOrEmpty(key))
            faults.Required($"{path}.key");
        else
            faults.Invalid($"{path}.key", key, NameFormats.ConfigKey(key));
    }

    private static void ValidateSourceName(string? name, string path, FaultList faults)
    {
        if (string.IsNullOrEmpty(name))
            faults.Required($"{path}.name");
        else
            faults.Invalid($"{path}.name", name, NameFormats.ObjectName(name, NameRule.DnsSubdomain, isPrefix: true));
    }
}
