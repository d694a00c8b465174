namespace CloudOrchestrator.Kinds.Policy.Evictions;

/// <summary>Asks to delete a pod as far as disruption budgets allow it; posted to the pod's eviction subresource.</summary>
[ApiType("io.k8s.api.policy.v1.Eviction")]
public sealed record Eviction : IKubernetesObject
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

    /// <summary>How to delete the pod.</summary>
    [Field("deleteOptions", 2)]
    public DeleteOptions? DeleteOptions { get; init; }
}
