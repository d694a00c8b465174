namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Rules that draw a pod to nodes and to other pods, or away from them.</summary>
[ApiType("io.k8s.api.core.v1.Affinity")]
public sealed record Affinity
{
    /// <summary>Rules about the labels of nodes.</summary>
    [Field("nodeAffinity", 1)]
    public NodeAffinity? NodeAffinity { get; init; }

    /// <summary>Rules that draw the pod to where certain pods run.</summary>
    [Field("podAffinity", 2)]
    public PodAffinity? PodAffinity { get; init; }

    /// <summary>Rules that keep the pod away from where certain pods run.</summary>
    [Field("podAntiAffinity", 3)]
    public PodAntiAffinity? PodAntiAffinity { get; init; }
}
