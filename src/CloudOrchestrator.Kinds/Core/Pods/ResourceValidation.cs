namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Checks amounts of compute resources.</summary>
internal static class ResourceValidation
{
    private const string HugePagesPrefix = "hugepages-";

    private static readonly ImmutableHashSet<string> StandardNames =
    [
        "cpu", "memory", "ephemeral-storage", "requests.cpu", "requests.memory", "requests.ephemeral-storage", "limits.cpu", "limits.memory",
        "limits.ephemeral-storage", "pods", "resourcequotas", "services", "replicationcontrollers", "secrets", "configmaps", "persistentvolumeclaims",
        "storage", "requests.storage", "services.nodeports", "services.loadbalancers",
    ];

    private static readonly ImmutableHashSet<string> IntegerNames =
    [
        "pods", "resourcequotas", "services", "replicationcontrollers", "secrets", "configmaps", "persistentvolumeclaims", "services.nodeports",
        "services.loadbalancers",
    ];

    /// <summary>Requests and limits of a container; <paramref name="claimNames"/> are the pod's resource claims.</summary>
    public static void Validate(ResourceRequirements? requirements, IReadOnlyCollection<string> claimNames, string path, FaultList faults)
    {
        if (requirements is null)
            return;
        foreach (var (name, amount) in requirements.Limits.Sorted())
            ValidateAmount(name, amount, $"{path}.limits[{name}]", faults);
        foreach (var (name, amount) in requirements.Requests.Sorted())
        {
            ValidateAmount(name, amount, $"{path}.requests[{name}]", faults);
            ValidateAgainstLimit(name, amount, requirements.Limits, path, faults);
        }

        string[] names = [.. requirements.Limits?.Keys ?? [], .. requirements.Requests?.Keys ?? []];
        if (names.Any(IsHugePage) && !names.Any(name => name is "cpu" or "memory"))
            faults.Forbidden(path, "HugePages require cpu or memory");
        ValidateClaims(requirements.Claims, claimNames, $"{path}.claims", faults);
    }

    /// <summary>One amount: not negative, whole where the resource has no parts.</summary>
    public static void ValidateQuantity(string name, Quantity amount, string path, FaultList faults)
    {
        if (amount.CompareTo(default) < 0)
            faults.Invalid(path, amount.ToString(), FaultList.Negative);
        if ((IntegerNames.Contains(name) || IsExtended(name)) && amount.Millis % 1000 != 0)
            faults.Invalid(path, amount, "must be an integer");
    }

    private static void ValidateAmount(string name, Quantity amount, string path, FaultList faults)
    {
        ValidateName(name, path, faults);
        ValidateQuantity(name, amount, path, faults);
        if (IsHugePage(name) && !IsMultipleOfPage(name, amount))
            faults.Invalid(path, amount.ToString(), $"{amount} is not positive integer multiple of {name}");
    }

    private static void ValidateName(string name, string path, FaultList faults)
    {
        var wrong = NameFormats.QualifiedName(name);
        faults.Invalid(path, name, wrong);
        if (!name.Contains('/', StringComparison.Ordinal))
        {
            if (wrong.Count == 0 && !StandardNames.Contains(name) && !IsHugePage(name) && !name.StartsWith("requests." + HugePagesPrefix, StringComparison.Ordinal))
                faults.Invalid(path, name, "must be a standard resource type or fully qualified");
            if (name is not ("cpu" or "memory" or "ephemeral-storage") && !IsHugePage(name))
                faults.Invalid(path, name, "must be a standard resource for containers");
        }
        else if (!IsNative(name) && !IsExtended(name))
        {
            faults.Invalid(path, name, "doesn't follow extended resource name standard");
        }
    }

    private static void ValidateAgainstLimit(string name, Quantity request, IReadOnlyDictionary<string, Quantity>? limits, string path, FaultList faults)
    {
        var overcommit = IsNative(name) && !IsHugePage(name);
        if (limits is null || !limits.TryGetValue(name, out var limit))
        {
            if (!overcommit)
                faults.Required($"{path}.limits", "Limit must be set for non overcommitable resources");
        }
        else if (!overcommit && request.CompareTo(limit) != 0)
        {
            faults.Invalid($"{path}.requests", request.ToString(), $"must be equal to {name} limit of {limit}");
        }
        else if (request.CompareTo(limit) > 0)
        {
            faults.Invalid($"{path}.requests", request.ToString(), $"must be less than or equal to {name} limit of {limit}");
        }
    }

    private static void ValidateClaims(IReadOnlyList<ResourceClaim>? claims, IReadOnlyCollection<string> claimNames, string path, FaultList faults)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < (claims?.Count ?? 0); i++)
        {
            var claim = claims![i];
            if (string.IsNullOrEmpty(claim.Name))
            {
                faults.Required($"{path}[{i}]");
                continue;
            }

            if (!string.IsNullOrEmpty(claim.Request))
                faults.Invalid($"{path}[{i}].request", claim.Request, NameFormats.DnsLabel(claim.Request));
            var key = string.IsNullOrEmpty(claim.Request) ? claim.Name : $"{claim.Name}/{claim.Request}";
            if (seen.Contains(claim.Name) || !seen.Add(key))
                faults.Duplicate($"{path}[{i}]", seen.Contains(claim.Name) ? claim.Name : key);
            if (!claimNames.Contains(claim.Name))
            {
                var known = claimNames.Count == 0 ? " which is empty" : ": " + string.Join(", ", claimNames.Order(StringComparer.Ordinal));
                faults.NotFound($"{path}[{i}]", claim.Name, "must be one of the names in pod.spec.resourceClaims" + known);
            }
        }
    }

    private static bool IsHugePage(string name) => name.StartsWith(HugePagesPrefix, StringComparison.Ordinal);

    private static bool IsNative(string name) => !name.Contains('/', StringComparison.Ordinal) || name.Contains("kubernetes.io/", StringComparison.Ordinal);

    private static bool IsExtended(string name) =>
        !IsNative(name) && !name.StartsWith("requests.", StringComparison.Ordinal) && NameFormats.QualifiedName("requests." + name).Count == 0;

    private static bool IsMultipleOfPage(string name, Quantity amount) =>
        Quantity.TryParse(name[HugePagesPrefix.Length..], out var page) && page.Units > 0 && amount.Units % page.Units == 0;
}
