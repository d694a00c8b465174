namespace CloudOrchestrator.AzureResources.NodePools;

/// <summary>A scale set as the cloud describes it.</summary>
/// <param name="Capacity">Machines asked for.</param>
/// <param name="ProvisioningState">What the cloud is doing with it.</param>
/// <param name="SkuName">Size of the machines.</param>
/// <param name="SkuTier">Tier of the size.</param>
internal sealed record ScaleSetView(int Capacity, string ProvisioningState, string? SkuName, string? SkuTier);
