using Azure.Core;
using CloudOrchestrator.AzureResources.Arm;
using CloudOrchestrator.AzureResources.LoadBalancers;
using CloudOrchestrator.AzureResources.NodePools;
using CloudOrchestrator.Kinds;

namespace CloudOrchestrator.AzureResources;

/// <summary>The controllers whose effects are Azure resources, for a host to give to its engine.</summary>
public static class AzureResourceControllers
{
    /// <summary>The controllers. They hold no state: any number of processes may have them.</summary>
    public static IReadOnlyList<IExternalController> Create(
        AzureResourcesOptions options, TokenCredential credential, KindRegistry kinds, TimeProvider time, IIdSource ids)
    {
        var arm = ArmConnection.Create(options, credential);
        var network = new NetworkClient(arm);
        return
        [
            new LoadBalancerController(
                network, new NetworkDiscovery(arm, network, options), options, new ObjectEvents(LoadBalancerController.ControllerName, kinds, time)),
            new NodePoolController(new ScaleSetClient(arm), new ObjectEvents(NodePoolController.ControllerName, kinds, time), time, ids),
        ];
    }

    /// <summary>Creates the node pools that the settings name and the cluster does not have; at start and at every resync. Those that exist are left as they are.</summary>
    public static async Task EnsureNodePoolsAsync(AzureResourcesOptions options, IObjectClient client, CancellationToken cancellationToken)
    {
        foreach (var pool in NodePoolSettings.Parse(options.NodePools))
        {
            var existing = await client.GetAsync<NodePool>("", pool.Metadata.Name!, cancellationToken);
            if (existing.Succeeded)
                continue;
            if (existing.Error.Code != 404)
                existing.Require();
            var created = await client.CreateAsync(pool, null, cancellationToken);
            // Another process was faster.
            if (created.Error is { Reason: not "AlreadyExists" })
                created.Require();
        }
    }
}
