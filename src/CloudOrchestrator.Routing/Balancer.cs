namespace CloudOrchestrator.Routing;

/// <summary>A group of backends; every new connection goes to one of them, chosen at random, or to the client's previous one.</summary>
/// <param name="Protocol">The transport.</param>
/// <param name="Backends">At least one, in order, without doubles.</param>
/// <param name="MasqueradeOutsiders">
/// True when senders outside the cluster CIDR must be replaced by this node, so that answers of backends on other nodes come back through it.
/// </param>
/// <param name="AffinitySeconds">How long after its last connection a client keeps its backend; null for no affinity.</param>
public sealed record Balancer(Transport Protocol, ValueList<Backend> Backends, bool MasqueradeOutsiders, int? AffinitySeconds);
