namespace CloudOrchestrator.Testing.Azure.Arm;

/// <summary>An instance of a scale set.</summary>
public sealed class FakeMachine(string id, string resourceId)
{
    /// <summary>Number within the scale set.</summary>
    public string Id => id;

    /// <summary>Resource id.</summary>
    public string ResourceId => resourceId;

    /// <summary>Creating, Succeeded, Failed or Deleting.</summary>
    public string ProvisioningState { get; set; } = "Creating";

    /// <summary>starting, running, deallocated, …</summary>
    public string PowerState { get; set; } = "starting";

    /// <summary>What the node of this machine has as <c>spec.providerID</c>.</summary>
    public string ProviderId => "azure://" + resourceId;
}
