namespace CloudOrchestrator.AzureResources.NodePools;

/// <summary>What a node's <c>spec.providerID</c> says about its machine: <c>azure://</c> and the resource id, whose letter case does not count.</summary>
internal static class ProviderId
{
    private const string Scheme = "azure://";
    private const string ScaleSetMarker = "/virtualMachineScaleSets/";
    private const string MachineMarker = "/virtualMachines/";

    /// <summary>The machine's resource id; null when the node is no machine of Azure.</summary>
    public static string? MachineOf(Node node) =>
        node.Spec?.ProviderID is { } text && text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? text[Scheme.Length..] : null;

    /// <summary>The resource id of the machine's scale set; null when it is in none.</summary>
    public static string? ScaleSetOf(Node node)
    {
        if (MachineOf(node) is not { } machine || !machine.Contains(ScaleSetMarker, StringComparison.OrdinalIgnoreCase))
            return null;
        var end = machine.LastIndexOf(MachineMarker, StringComparison.OrdinalIgnoreCase);
        return end < 0 ? null : machine[..end];
    }

    /// <summary>The machine's number within its scale set.</summary>
    public static string? NumberOf(Node node) => MachineOf(node)?.Split('/')[^1];

    public static bool IsOn(Node node, Machine machine) => string.Equals(MachineOf(node), machine.ResourceId, StringComparison.OrdinalIgnoreCase);

    public static bool IsIn(Node node, string scaleSet) => string.Equals(ScaleSetOf(node), scaleSet, StringComparison.OrdinalIgnoreCase);
}
