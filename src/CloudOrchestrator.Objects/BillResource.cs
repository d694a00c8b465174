namespace CloudOrchestrator.Objects;

/// <summary>Where the bill is served: what the control plane has cost so far.</summary>
public static class BillResource
{
    /// <summary>Its name in URLs.</summary>
    public static ResourceName Name { get; } = new("billing.cloudorchestrator.io", "v1", "bill");

    /// <summary>Path of the request.</summary>
    public static string Path => $"{Name.PathPrefix}/{Name.Plural}";
}
