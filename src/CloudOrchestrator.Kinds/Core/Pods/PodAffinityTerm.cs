namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.PodAffinityTerm")]
public sealed record PodAffinityTerm
{
    [Field("labelSelector", 1)]
    public LabelSelector? LabelSelector { get; init; }

    [Field("namespaces", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? Namespaces { get; init; }

    [Field("topologyKey", 3, Presence = Presence.Always, Required = true)]
    public string TopologyKey { get; init; } = "";

    [Field("namespaceSelector", 4)]
    public LabelSelector? NamespaceSelector { get; init; }

    [Field("matchLabelKeys", 5, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? MatchLabelKeys { get; init; }

    [Field("mismatchLabelKeys", 6, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? MismatchLabelKeys { get; init; }
}
