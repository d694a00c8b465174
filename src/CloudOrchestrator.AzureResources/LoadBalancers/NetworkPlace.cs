namespace CloudOrchestrator.AzureResources.LoadBalancers;

/// <summary>Where the nodes are.</summary>
/// <param name="Location">Region.</param>
/// <param name="SubnetId">Subnet of the nodes.</param>
/// <param name="SecurityGroupId">Network security group in front of the nodes; null for none.</param>
internal sealed record NetworkPlace(string Location, string SubnetId, string? SecurityGroupId)
{
    private const string SubnetMarker = "/subnets/";

    public string VirtualNetworkId => SubnetId[..SubnetId.LastIndexOf(SubnetMarker, StringComparison.OrdinalIgnoreCase)];

    /// <summary>Another subnet of the same network.</summary>
    public string Subnet(string name) => VirtualNetworkId + SubnetMarker + name;
}
