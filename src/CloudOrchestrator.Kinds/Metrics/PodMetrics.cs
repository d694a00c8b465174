namespace CloudOrchestrator.Kinds.Metrics;

/// <summary>Resources that a pod uses.</summary>
[ApiType("io.k8s.metrics.pkg.apis.metrics.v1beta1.PodMetrics")]
public sealed record PodMetrics : IKubernetesObject
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

    /// <summary>What each container uses.</summary>
    [Field("containers", 4, Presence = Presence.Always, Required = true)]
    public IReadOnlyList<ContainerMetrics> Containers { get; init; } = [];
}
