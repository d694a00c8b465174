namespace CloudOrchestrator.Kinds.Metrics;

[ApiType("io.k8s.metrics.pkg.apis.metrics.v1beta1.ContainerMetrics")]
public sealed record ContainerMetrics
{
    [Field("name", 1, Presence = Presence.Always, Required = true)]
    public string Name { get; init; } = "";

    [Field("usage", 2, Presence = Presence.Always, Required = true)]
    public IReadOnlyDictionary<string, Quantity> Usage { get; init; } = ImmutableDictionary<string, Quantity>.Empty;
}
