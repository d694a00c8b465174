namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>The quality-of-service class of a pod: what its requests and limits promise.</summary>
public static class PodQuality
{
    /// <summary>Every container has cpu and memory limits equal to its requests.</summary>
    public const string Guaranteed = "Guaranteed";

    /// <summary>Something is requested or limited.</summary>
    public const string Burstable = "Burstable";

    /// <summary>Nothing is requested or limited.</summary>
    public const string BestEffort = "BestEffort";

    private static readonly ImmutableArray<string> Counted = ["cpu", "memory"];

    /// <summary>The class of a pod with this spec.</summary>
    public static string Of(PodSpec spec) => Of([.. (spec.Containers ?? []).Concat(spec.InitContainers ?? []).Select(container => container.Resources)]);

    /// <summary>The class of a pod with this spec in JSON form; only its resources are read.</summary>
    internal static string Of(JsonObject spec) => Of([.. spec.Objects("containers").Concat(spec.Objects("initContainers"))
        .Select(container => container.Object("resources") is { Count: > 0 } resources ? ObjectJson.Deserialize<ResourceRequirements>(resources) : null)]);

    private static string Of(IReadOnlyList<ResourceRequirements?> containers)
    {
        var requests = Sum(containers.Select(resources => resources?.Requests));
        var limits = Sum(containers.Select(resources => resources?.Limits));
        if (requests.Count == 0 && limits.Count == 0)
            return BestEffort;
        var allLimited = containers.All(resources => Counted.All(resource => IsPositive(resources?.Limits, resource)));
        var equal = requests.Count == limits.Count
            && requests.All(request => limits.TryGetValue(request.Key, out var limit) && limit.CompareTo(request.Value) == 0);
        return allLimited && equal ? Guaranteed : Burstable;
    }

    private static bool IsPositive(IReadOnlyDictionary<string, Quantity>? amounts, string resource) =>
        amounts is not null && amounts.TryGetValue(resource, out var amount) && amount.CompareTo(default) > 0;

    private static Dictionary<string, Quantity> Sum(IEnumerable<IReadOnlyDictionary<string, Quantity>?> lists)
    {
        var sums = new Dictionary<string, Quantity>(StringComparer.Ordinal);
        foreach (var amounts in lists)
        {
            foreach (var resource in Counted)
            {
                if (IsPositive(amounts, resource))
                    sums[resource] = sums.TryGetValue(resource, out var sum) ? sum + amounts![resource] : amounts![resource];
            }
        }

        return sums;
    }
}
