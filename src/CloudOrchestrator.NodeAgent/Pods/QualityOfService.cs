namespace CloudOrchestrator.NodeAgent.Pods;

/// <summary>A pod's quality-of-service class, from its requests and limits of CPU and memory.</summary>
public static class QualityOfService
{
    /// <summary>Every container has limits of both, and requests equal to them.</summary>
    public const string Guaranteed = "Guaranteed";

    /// <summary>Some container has a request or limit.</summary>
    public const string Burstable = "Burstable";

    /// <summary>None has.</summary>
    public const string BestEffort = "BestEffort";

    private static readonly string[] Considered = ["cpu", "memory"];

    /// <summary>Computes it.</summary>
    public static string Of(PodSpec spec)
    {
        var containers = spec.Containers.Concat(spec.InitContainers ?? []).ToArray();
        if (!containers.Any(container => Considered.Any(name =>
            Value(container.Resources?.Requests, name) is not null || Value(container.Resources?.Limits, name) is not null)))
            return BestEffort;
        return containers.All(IsGuaranteed) ? Guaranteed : Burstable;
    }

    private static bool IsGuaranteed(Container container) => Considered.All(name =>
        Value(container.Resources?.Limits, name) is { } limit && (Value(container.Resources?.Requests, name) is not { } request || request.Equals(limit)));

    private static Quantity? Value(IReadOnlyDictionary<string, Quantity>? values, string name) =>
        values is not null && values.TryGetValue(name, out var value) && !value.IsZero ? value : null;
}
