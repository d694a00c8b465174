namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>The pods that a controller makes.</summary>
[ApiType("io.k8s.api.core.v1.PodTemplateSpec")]
public sealed record PodTemplateSpec
{
    /// <summary>Labels and annotations of the pods.</summary>
    [Field("metadata", 1, Presence = Presence.Always)]
    public ObjectMeta? Metadata { get; init; }

    /// <summary>Spec of the pods.</summary>
    [Field("spec", 2, Presence = Presence.Always)]
    public PodSpec? Spec { get; init; }
}
