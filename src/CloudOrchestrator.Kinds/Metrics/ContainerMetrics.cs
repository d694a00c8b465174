namespace CloudOrchestrator.Kinds.Metrics;

/// <summary>Resources that a container uses.</summary>
[ApiType("io.k8s.metrics.pkg.apis.metrics.v1beta1.ContainerMetrics")]
public sealed record ContainerMetrics
{
    /// <summary>Name of the container.</summary>
    [Field("name", 1, Presence = Presence.Always, Required = true)]
    public string Name { get; init; } = "";

    /// <summary>Processor time, as cores, and memory, as working set, in use.</summary>
    [Field("usage", 2, Presence = Presence.Always, Required = true)]
    public IReadOnlyDictionary<string, Quantity> Usage { get; init; } = ImmutableDictionary<string, Quantity>.Empty;
}
