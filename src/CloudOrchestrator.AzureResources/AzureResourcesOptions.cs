namespace CloudOrchestrator.AzureResources;

/// <summary>Where the cluster's Azure resources are.</summary>
public sealed class AzureResourcesOptions
{
    /// <summary>Subscription of the cluster's resources.</summary>
    public required string SubscriptionId { get; init; }

    /// <summary>Resource group that load balancers and public addresses are made in.</summary>
    public required string ResourceGroup { get; init; }

    /// <summary>
    /// Azure Resource Manager. Plain http is allowed on loopback addresses only, for tests; the credential is asked for the public cloud's audience.
    /// </summary>
    public Uri ArmEndpoint { get; init; } = new("https://management.azure.com");

    /// <summary>JSON list of node pools: each a NodePool's <c>name</c> and the fields of its <c>spec</c>. They are created when absent and left alone afterwards.</summary>
    public string? NodePools { get; init; }

    /// <summary>Subnet of the nodes, for load balancers; by default that of the first node pool's scale set.</summary>
    public string? SubnetId { get; init; }

    /// <summary>Network security group that gets the rules of Services; by default that of the first node pool's scale set or of its subnet.</summary>
    public string? NetworkSecurityGroupId { get; init; }

    /// <summary>Region of new resources; by default that of the first node pool's scale set.</summary>
    public string? Location { get; init; }
}
