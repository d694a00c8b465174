namespace CloudOrchestrator.AzureResources.LoadBalancers;

/// <summary>A service and the address it is to have.</summary>
/// <param name="Service">The service.</param>
/// <param name="PublicAddressId">Resource id of its public address; null for internal ones.</param>
/// <param name="SubnetId">Subnet of its internal address; null for public ones.</param>
internal sealed record ServiceFrontend(Service Service, string? PublicAddressId, string? SubnetId)
{
    public string Name => ServiceNames.Of(Service);

    public bool IsInternal => PublicAddressId is null;
}
