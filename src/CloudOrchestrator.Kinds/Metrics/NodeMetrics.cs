namespace CloudOrchestrator.Kinds.Metrics;

[ApiType("io.k8s.metrics.pkg.apis.metrics.v1beta1.NodeMetrics")]
public sealed record NodeMetrics : IKubernetesObject
{
    [Field("kind", 0)]
    public string? Kind { get; init; }

    [Field("apiVersion", 0)]
    public string? ApiVersion { get; init; }

    [Field("metadata", 1, Presence = Presence.Always)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field("timestamp", 2, Presence = Presence.Always, Required = true)]
    public DateTimeOffset Timestamp { get; init; }

    [Field("window", 3, Presence = Presence.Always, Format = FieldFormat.Duration, Required = true)]
    public string Window { get; init; } = "";

    [Field("usage", 4, Presence = Presence.Always, Required = true)]
    public IReadOnlyDictionary<string, Quantity> Usage { get; init; } = ImmutableDictionary<string, Quantity>.Empty;
}
