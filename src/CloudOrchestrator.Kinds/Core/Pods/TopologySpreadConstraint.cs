namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.TopologySpreadConstraint")]
public sealed record TopologySpreadConstraint
{
    [Field("maxSkew", 1, Presence = Presence.Always, Required = true)]
    public int MaxSkew { get; init; }

    [Field("topologyKey", 2, Presence = Presence.Always, Required = true)]
    public string TopologyKey { get; init; } = "";

    [Field("whenUnsatisfiable", 3, Presence = Presence.Always, Required = true)]
    public string WhenUnsatisfiable { get; init; } = "";

    [Field("labelSelector", 4)]
    public LabelSelector? LabelSelector { get; init; }

    [Field("minDomains", 5)]
    public int? MinDomains { get; init; }

    [Field("nodeAffinityPolicy", 6)]
    public string? NodeAffinityPolicy { get; init; }

    [Field("nodeTaintsPolicy", 7)]
    public string? NodeTaintsPolicy { get; init; }

    [Field("matchLabelKeys", 8, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? MatchLabelKeys { get; init; }
}
