namespace CloudOrchestrator.Kinds.Core.EndpointLists;

/// <summary>The addresses behind a Service of the same name, in one object. EndpointSlice is its successor.</summary>
[ApiType("io.k8s.api.core.v1.Endpoints")]
public sealed record Endpoints : IKubernetesObject
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

    /// <summary>The addresses, grouped by the ports they serve.</summary>
    [Field("subsets", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<EndpointSubset>? Subsets { get; init; }
}
