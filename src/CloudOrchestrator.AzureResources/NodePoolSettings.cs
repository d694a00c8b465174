using System.Text.Json;

namespace CloudOrchestrator.AzureResources;

/// <summary>Reads the setting <c>NodePools</c>: a JSON list, each item a node pool's <c>name</c> and the fields of its <c>spec</c>.</summary>
internal static class NodePoolSettings
{
    /// <summary>The pools; none for an absent or empty setting.</summary>
    public static IReadOnlyList<NodePool> Parse(string? setting)
    {
        if (string.IsNullOrWhiteSpace(setting))
            return [];
        try
        {
            var items = JsonNode.Parse(setting) as JsonArray ?? throw new FormatException("it is no list");
            return [.. items.Select(item => Pool(item as JsonObject ?? throw new FormatException("an item is no object")))];
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            throw new FormatException($"The setting NodePools must be a JSON list of objects with name, scaleSet, max and so on: {exception.Message}", exception);
        }
    }

    private static NodePool Pool(JsonObject item)
    {
        var spec = item.DeepClone().AsObject();
        spec.Remove("name");
        return new NodePool
        {
            ApiVersion = "cloudorchestrator.io/v1",
            Kind = "NodePool",
            Metadata = new ObjectMeta { Name = item["name"]?.GetValue<string>() ?? throw new FormatException("an item has no name") },
            Spec = ObjectJson.Deserialize<NodePoolSpec>(spec),
        };
    }
}
