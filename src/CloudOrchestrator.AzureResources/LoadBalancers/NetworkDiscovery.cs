using Azure.Core;
using Azure.ResourceManager;
using Azure.ResourceManager.Compute;
using CloudOrchestrator.AzureResources.Arm;

namespace CloudOrchestrator.AzureResources.LoadBalancers;

/// <summary>Finds out where the nodes are: from the settings, else from the scale set of the first node pool.</summary>
internal sealed class NetworkDiscovery(ArmClient arm, NetworkClient network, AzureResourcesOptions options)
{
    /// <summary>The place; null when neither settings nor node pools tell.</summary>
    public async Task<NetworkPlace?> FindAsync(IReadOnlyList<NodePool> pools, CancellationToken cancellationToken)
    {
        if (options is { Location: { Length: > 0 } location, SubnetId: { Length: > 0 } subnet, NetworkSecurityGroupId: { Length: > 0 } securityGroup })
            return new(location, subnet, securityGroup);
        var pool = pools.OrderBy(pool => pool.Metadata.Name, StringComparer.Ordinal).FirstOrDefault();
        if (pool?.Spec is null)
            return null;
        var response = await arm.GetVirtualMachineScaleSetResource(new ResourceIdentifier(pool.Spec.ScaleSet)).GetAsync(cancellationToken: cancellationToken);
        var interfaces = response.Value.Data.VirtualMachineProfile?.NetworkProfile?.NetworkInterfaceConfigurations ?? [];
        var primary = interfaces.FirstOrDefault(configuration => configuration.Primary == true) ?? interfaces.FirstOrDefault();
        var subnetId = options.SubnetId ?? primary?.IPConfigurations.FirstOrDefault()?.SubnetId?.ToString();
        if (subnetId is null)
            return null;
        var group = options.NetworkSecurityGroupId ?? primary?.NetworkSecurityGroupId?.ToString();
        group ??= (string?)(await network.GetAsync(subnetId, cancellationToken))?["properties"]?["networkSecurityGroup"]?["id"];
        return new(options.Location ?? response.Value.Data.Location.Name, subnetId, group);
    }
}
