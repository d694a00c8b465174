namespace CloudOrchestrator.Kinds.Core.ConfigMaps;

/// <summary>Configuration for pods: named texts or bytes that are no secret.</summary>
[ApiType("io.k8s.api.core.v1.ConfigMap")]
public sealed record ConfigMap : IKubernetesObject
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
    [Field("immutable", 4)]
    public bool? Immutable { get; init; }

    /// <summary>Texts by key; keys consist of letters, digits, -, _ and dots and may not occur in binaryData.</summary>
    [Field("data", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, string>? Data { get; init; }

    /// <summary>Bytes, base64-encoded, by key; keys consist of letters, digits, -, _ and dots and may not occur in data.</summary>
    [Field("binaryData", 3, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, byte[]>? BinaryData { get; init; }
}
