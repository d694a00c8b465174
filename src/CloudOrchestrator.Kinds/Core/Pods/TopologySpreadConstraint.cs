namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>How pods shall be spread over areas.</summary>
[ApiType("io.k8s.api.core.v1.TopologySpreadConstraint")]
public sealed record TopologySpreadConstraint
{
    /// <summary>How much the number of matching pods may differ between an area and the one with the fewest.</summary>
    [Field("maxSkew", 1, Presence = Presence.Always, Required = true)]
    public int MaxSkew { get; init; }

    /// <summary>Label of nodes that makes an area: nodes with the same value are one.</summary>
    [Field("topologyKey", 2, Presence = Presence.Always, Required = true)]
    public string TopologyKey { get; init; } = "";

    /// <summary>DoNotSchedule leaves the pod pending when the rule cannot be kept; ScheduleAnyway only prefers nodes that keep it.</summary>
    [Field("whenUnsatisfiable", 3, Presence = Presence.Always, Required = true)]
    public string WhenUnsatisfiable { get; init; } = "";

    /// <summary>Labels of the pods counted.</summary>
    [Field("labelSelector", 4)]
    public LabelSelector? LabelSelector { get; init; }

    /// <summary>Least number of areas: while fewer are eligible, the fewest is taken as 0. Only with DoNotSchedule.</summary>
    [Field("minDomains", 5)]
    public int? MinDomains { get; init; }

    /// <summary>Honor (the default) counts only nodes that match the pod's affinity and selector; Ignore counts all.</summary>
    [Field("nodeAffinityPolicy", 6)]
    public string? NodeAffinityPolicy { get; init; }

    /// <summary>Ignore (the default) counts all nodes; Honor only those whose taints the pod tolerates.</summary>
    [Field("nodeTaintsPolicy", 7)]
    public string? NodeTaintsPolicy { get; init; }

    /// <summary>Label keys whose values, taken from the incoming pod, the counted pods must have as well.</summary>
    [Field("matchLabelKeys", 8, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? MatchLabelKeys { get; init; }
}
