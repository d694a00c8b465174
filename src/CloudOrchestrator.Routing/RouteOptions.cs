namespace CloudOrchestrator.Routing;

/// <summary>What the route compiler must know of the cluster.</summary>
public sealed record RouteOptions
{
    /// <summary>All pods' addresses.</summary>
    public string ClusterCidr { get; init; } = "10.244.0.0/16";

    /// <summary>Service addresses that this node answers itself (cluster DNS): the packet filter leaves them alone.</summary>
    public ValueList<string> OwnAddresses { get; init; } = [];
}
