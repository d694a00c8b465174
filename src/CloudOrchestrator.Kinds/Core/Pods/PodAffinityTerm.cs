namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Names pods, and the area in which to be with them or apart from them.</summary>
[ApiType("io.k8s.api.core.v1.PodAffinityTerm")]
public sealed record PodAffinityTerm
{
    /// <summary>Labels of the pods; unset for no pod.</summary>
    [Field("labelSelector", 1)]
    public LabelSelector? LabelSelector { get; init; }

    /// <summary>Namespaces of the pods, together with those that namespaceSelector chooses; the pod's own when both are unset.</summary>
    [Field("namespaces", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? Namespaces { get; init; }

    /// <summary>Label of nodes that makes an area: nodes with the same value are one, such as kubernetes.io/hostname or topology.kubernetes.io/zone.</summary>
    [Field("topologyKey", 3, Presence = Presence.Always, Required = true)]
    public string TopologyKey { get; init; } = "";

    /// <summary>Labels of namespaces of the pods; empty for all namespaces.</summary>
    [Field("namespaceSelector", 4)]
    public LabelSelector? NamespaceSelector { get; init; }

    /// <summary>Label keys whose values, taken from the incoming pod, the others must have as well.</summary>
    [Field("matchLabelKeys", 5, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? MatchLabelKeys { get; init; }

    /// <summary>Label keys whose values, taken from the incoming pod, the others must not have.</summary>
    [Field("mismatchLabelKeys", 6, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? MismatchLabelKeys { get; init; }
}
