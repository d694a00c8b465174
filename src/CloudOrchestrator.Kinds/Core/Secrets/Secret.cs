namespace CloudOrchestrator.Kinds.Core.Secrets;

[ApiType("io.k8s.api.core.v1.Secret")]
public sealed record Secret : IKubernetesObject
{
    [Field("kind", 0)]
    public string? Kind { get; init; }

    [Field("apiVersion", 0)]
    public string? ApiVersion { get; init; }

    [Field("metadata", 1, Presence = Presence.Always)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field("immutable", 5)]
    public bool? Immutable { get; init; }

    [Field("data", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, byte[]>? Data { get; init; }

    [Field("stringData", 4, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, string>? StringData { get; init; }

    [Field("type", 3, Presence = Presence.OmitEmpty, Default = "\"Opaque\"")]
    public string? Type { get; init; }
}
