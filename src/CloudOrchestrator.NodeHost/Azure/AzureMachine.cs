using System.Text.Json.Nodes;

namespace CloudOrchestrator.NodeHost.Azure;

/// <summary>What Azure says of the machine, in a node's terms.</summary>
/// <param name="VmName">Its name in Azure; scheduled events use it.</param>
/// <param name="NodeName">A name for the node: the host name.</param>
/// <param name="ProviderId"><c>spec.providerID</c>.</param>
/// <param name="Labels">Region, zone, size, pool, and whether it may be taken away.</param>
internal sealed record AzureMachine(string VmName, string NodeName, string ProviderId, IReadOnlyDictionary<string, string> Labels)
{
    /// <summary>A machine's tag that names its pool; without it the scale set is the pool.</summary>
    public const string PoolTag = "cloudorchestrator-node-pool";

    /// <summary>Label of the pool.</summary>
    public const string PoolLabel = "cloudorchestrator.io/node-pool";

    /// <summary>Reads the metadata service's answer about the instance.</summary>
    public static AzureMachine Read(JsonObject instance)
    {
        if (instance["compute"] is not JsonObject compute)
            throw new InvalidOperationException("the metadata service says nothing about this machine");
        var region = Text(compute, "location").ToLowerInvariant();
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(labels, "topology.kubernetes.io/region", region);
        if (Text(compute, "zone") is { Length: > 0 } zone)
            Add(labels, "topology.kubernetes.io/zone", $"{region}-{zone}");
        Add(labels, "node.kubernetes.io/instance-type", Text(compute, "vmSize"));
        Add(labels, PoolLabel, TagOf(compute, PoolTag) ?? Text(compute, "vmScaleSetName"));
        if (Text(compute, "priority").Equals("Spot", StringComparison.OrdinalIgnoreCase))
            Add(labels, "kubernetes.azure.com/scalesetpriority", "spot");
        var host = compute["osProfile"] is JsonObject profile ? Text(profile, "computerName") : "";
        var name = Text(compute, "name");
        return new AzureMachine(name, (host.Length > 0 ? host : Environment.MachineName).ToLowerInvariant(), $"azure://{Text(compute, "resourceId")}", labels);
    }

    private static string? TagOf(JsonObject compute, string name) => (compute["tagsList"] as JsonArray)?.OfType<JsonObject>()
        .FirstOrDefault(tag => Text(tag, "name") == name) is { } found ? Text(found, "value") : null;

    private static void Add(Dictionary<string, string> labels, string name, string value)
    {
        if (value.Length > 0)
            labels[name] = value;
    }

    private static string Text(JsonObject from, string name) => (string?)from[name] ?? "";
}
