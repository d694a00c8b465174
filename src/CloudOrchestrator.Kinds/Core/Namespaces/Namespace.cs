namespace CloudOrchestrator.Kinds.Core.Namespaces;

/// <summary>A scope for names: objects of namespaced kinds live in exactly one.</summary>
[ApiType("io.k8s.api.core.v1.Namespace")]
public sealed record Namespace : IKubernetesObject
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

    /// <summary>What must happen before the namespace may go.</summary>
    [Field("spec", 2, Presence = Presence.Always)]
    public NamespaceSpec? Spec { get; init; }

    /// <summary>Where the namespace is in its life.</summary>
    [Field("status", 3, Presence = Presence.Always)]
    public NamespaceStatus? Status { get; init; }
}
