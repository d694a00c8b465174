namespace CloudOrchestrator.Routing;

/// <summary>What a node's packet filter must do, as data. Two equal rule sets need no change.</summary>
public sealed record RuleSet
{
    /// <summary>No Services, no pods.</summary>
    public static RuleSet Empty { get; } = new();

    /// <summary>All pods' addresses. Between them nothing is masqueraded; null while unknown.</summary>
    public string? ClusterCidr { get; init; }

    /// <summary>The addresses of this node's pods. What they send out of the cluster is masqueraded; null while unknown.</summary>
    public string? PodCidr { get; init; }

    /// <summary>What happens to packets sent to a Service's address and port.</summary>
    public ValueMap<ServiceAddress, ServiceTarget> Targets { get; init; } = new();

    /// <summary>The groups of backends that targets name.</summary>
    public ValueMap<string, Balancer> Balancers { get; init; } = new();

    /// <summary>
    /// Addresses of backends on this node, in order. A backend that reaches itself through a Service must see another sender than itself, or it would
    /// answer itself directly: such connections are masqueraded.
    /// </summary>
    public ValueList<string> LocalBackends { get; init; } = [];
}
