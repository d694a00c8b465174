namespace CloudOrchestrator.Kinds.Core.EndpointLists;

[ApiType("io.k8s.api.core.v1.Endpoints")]
public sealed record Endpoints : IKubernetesObject
{
    [Field("kind", 0)]
    public string? Kind { get; init; }

    [Field("apiVersion", 0)]
    public string? ApiVersion { get; init; }

    [Field("metadata", 1, Presence = Presence.Always)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field("subsets", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<EndpointSubset>? Subsets { get; init; }
}
