namespace CloudOrchestrator.Kinds.Metrics;

/// <summary>Resources that a node uses.</summary>
[ApiType("io.k8s.metrics.pkg.apis.metrics.v1beta1.NodeMetrics")]
public sealed record NodeMetrics : IKubernetesObject
{
    /// <summary>Kind of the object; cannot be changed.</summary>
    [Field("kind", 0)]
    public string? Kind { get; init; }

    /// <summary>Group and version that the object is written in, such as apps/v1.</summary>
    [Field("apiVersion", 0)]
    public string? ApiVersion { get; init; }

    /// <summary>The object's name, labels, annotations and history.</summary>
    [Field("metadata", 1, Presence = Presence.Always)]
    public ObjectMeta Metadata { get; init; } = new();

    /// <summary>End of the time that was measured.</summary>
    [Field("timestamp", 2, Presence = Presence.Always, Required = true)]
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>Length of the time that was measured.</summary>
    [Field("window", 3, Presence = Presence.Always, Format = FieldFormat.Duration, Required = true)]
    public string Window { get; init; } = "";

    /// <summary>Processor time, as cores, and memory, as working set, in use.</summary>
    [Field("usage", 4, Presence = Presence.Always, Required = true)]
    public IReadOnlyDictionary<string, Quantity> Usage { get; init; } = ImmutableDictionary<string, Quantity>.Empty;
}
