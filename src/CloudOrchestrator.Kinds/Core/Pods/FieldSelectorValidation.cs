namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Checks references to a pod's own fields and resources.</summary>
internal static class FieldSelectorValidation
{
    private static readonly ImmutableArray<string> Resources =
        ["limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu", "requests.ephemeral-storage", "requests.memory"];

    private static readonly ImmutableHashSet<string> KnownPaths =
    [
        "metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.restartPolicy",
        "spec.serviceAccountName", "spec.schedulerName", "status.phase", "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs", "spec.host",
    ];

    private static readonly ImmutableHashSet<string> ByteDivisors =
        ["1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei"];

    /// <summary>A field of the pod; <paramref name="allowed"/> are the paths without subscript that may be named here.</summary>
    public static void Validate(ObjectFieldSelector selector, IReadOnlyList<string> allowed, string path, FaultList faults)
    {
        if (string.IsNullOrEmpty(selector.FieldPath))
        {
            faults.Required($"{path}.fieldPath");
            return;
        }

        var (field, subscript) = Split(selector.FieldPath);
        if (subscript is not null && field is not ("metadata.annotations" or "metadata.labels"))
        {
            Refuse("field label does not support subscript");
        }
        else if (subscript is null && !KnownPaths.Contains(field))
        {
            Refuse("field label not supported");
        }
        else if (subscript is not null)
        {
            var name = field == "metadata.annotations" ? subscript.ToLowerInvariant() : subscript;
            faults.Invalid(path, name, NameFormats.QualifiedName(name));
        }
        else if (!allowed.Contains(field))
        {
            faults.NotSupported($"{path}.fieldPath", field, allowed);
        }

        void Refuse(string why) => faults.Invalid($"{path}.fieldPath", selector.FieldPath, $"error converting fieldPath: {why}: {selector.FieldPath}");
    }

    /// <summary>A resource of a container; in volumes the container must be named.</summary>
    public static void Validate(ResourceFieldSelector selector, bool inVolume, string path, FaultList faults)
    {
        var resource = selector.Resource ?? "";
        if (inVolume && string.IsNullOrEmpty(selector.ContainerName))
            faults.Required($"{path}.containerName");
        else if (resource.Length == 0)
            faults.Required($"{path}.resource");
        else if (!Resources.Contains(resource) && !IsHugePages(resource))
            faults.NotSupported($"{path}.resource", resource, Resources);
        if (selector.Divisor is { } divisor && divisor.CompareTo(default) != 0)
            ValidateDivisor(resource, divisor.ToString(), path, faults);
    }

    private static void ValidateDivisor(string resource, string divisor, string path, FaultList faults)
    {
        var (kind, allowed) = resource switch
        {
            "limits.cpu" or "requests.cpu" => ("cpu", divisor is "1" or "1m"),
            "limits.memory" or "requests.memory" => ("memory", ByteDivisors.Contains(divisor)),
            "limits.ephemeral-storage" or "requests.ephemeral-storage" => ("local ephemeral storage", ByteDivisors.Contains(divisor)),
            _ when IsHugePages(resource) => ("hugepages", ByteDivisors.Contains(divisor)),
            _ => ("", true),
        };
        if (allowed)
            return;
        var values = kind == "cpu" ? "1m and 1" : "1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei";
        faults.Invalid($"{path}.divisor", resource, $"only divisor's values {values} are supported with the {kind} resource");
    }

    private static bool IsHugePages(string resource) =>
        resource.StartsWith("requests.hugepages-", StringComparison.Ordinal) || resource.StartsWith("limits.hugepages-", StringComparison.Ordinal);

    // metadata.labels['example.com/name'] is a path with a subscript.
    private static (string Path, string? Subscript) Split(string text)
    {
        var open = text.IndexOf("['", StringComparison.Ordinal);
        return open > 0 && text.EndsWith("']", StringComparison.Ordinal) && text.Length >= open + 4
            ? (text[..open], text[(open + 2)..^2])
            : (text, null);
    }
}
