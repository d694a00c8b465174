namespace CloudOrchestrator.Kinds.Core.Secrets;

/// <summary>Confidential data for pods, such as passwords, tokens and keys.</summary>
[ApiType("io.k8s.api.core.v1.Secret")]
public sealed record Secret : IKubernetesObject
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

    /// <summary>When true, the content can no longer change and the field cannot be unset.</summary>
    [Field("immutable", 5)]
    public bool? Immutable { get; init; }

    /// <summary>Bytes, base64-encoded, by key; keys consist of letters, digits, -, _ and dots.</summary>
    [Field("data", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, byte[]>? Data { get; init; }

    /// <summary>Texts by key, for convenience when writing: they are moved into data and never read back.</summary>
    [Field("stringData", 4, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, string>? StringData { get; init; }

    /// <summary>
    /// What the content is, such as Opaque (the default), kubernetes.io/tls or kubernetes.io/dockerconfigjson; decides which keys are required. Cannot be
    /// changed.
    /// </summary>
    [Field("type", 3, Presence = Presence.OmitEmpty, Default = "\"Opaque\"")]
    public string? Type { get; init; }
}
