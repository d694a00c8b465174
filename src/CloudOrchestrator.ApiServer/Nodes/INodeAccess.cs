namespace CloudOrchestrator.ApiServer.Nodes;

/// <summary>Grants a node what it uses past the API, where a request to the API would cost more than the thing itself.</summary>
public interface INodeAccess
{
    /// <summary>Grants that hold for some hours; asked again before they end. Makes what is missing (a queue, a table).</summary>
    Task<NodeGrants> GrantAsync(string node, CancellationToken cancellationToken);
}
