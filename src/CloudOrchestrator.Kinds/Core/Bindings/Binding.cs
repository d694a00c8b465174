namespace CloudOrchestrator.Kinds.Core.Bindings;

/// <summary>Binds a pod to a node; posted to the pod's binding subresource.</summary>
[ApiType("io.k8s.api.core.v1.Binding")]
public sealed record Binding : IKubernetesObject
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

    /// <summary>The node that the pod shall run on.</summary>
    [Field("target", 2, Presence = Presence.Always, Required = true)]
    public ObjectReference Target { get; init; } = new();
}
