namespace CloudOrchestrator.AzureResources.NodePools;

/// <summary>An instance of a scale set.</summary>
/// <param name="Id">Number within the scale set.</param>
/// <param name="ResourceId">Resource id; a node's <c>spec.providerID</c> is <c>azure://</c> and this.</param>
/// <param name="ProvisioningState">What the cloud is doing with it.</param>
/// <param name="PowerState">Whether it runs; null before that is known.</param>
internal sealed record Machine(string Id, string ResourceId, string ProvisioningState, string? PowerState)
{
    public bool IsDeallocated => PowerState is "deallocated" or "deallocating" or "stopped";

    public bool IsFailed => ProvisioningState == "Failed";

    public bool IsBeingDeleted => ProvisioningState == "Deleting";

    /// <summary>True when a node may still join from it.</summary>
    public bool MayJoin => !IsDeallocated && !IsFailed && !IsBeingDeleted;
}
