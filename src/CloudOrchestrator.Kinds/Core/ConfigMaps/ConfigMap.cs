namespace CloudOrchestrator.Kinds.Core.ConfigMaps;

[ApiType("io.k8s.api.core.v1.ConfigMap")]
public sealed record ConfigMap : IKubernetesObject
{
    [Field("kind", 0)]
    public string? Kind { get; init; }

    [Field("apiVersion", 0)]
    public string? ApiVersion { get; init; }

    [Field("metadata", 1, Presence = Presence.Always)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field("immutable", 4)]
    public bool? Immutable { get; init; }

    [Field("data", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, string>? Data { get; init; }

    [Field("binaryData", 3, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, byte[]>? BinaryData { get; init; }
}
