namespace CloudOrchestrator.AzureResources.LoadBalancers;

/// <summary>Whether a resource is as wanted, whatever the service has added to it.</summary>
internal static class JsonCover
{
    /// <summary>
    /// True when everything in <paramref name="wanted"/> is in <paramref name="actual"/>. Lists must have the same items, in any order, those with names found by
    /// name. Letter case does not count: Azure changes it in ids.
    /// </summary>
    public static bool Covers(JsonNode? actual, JsonNode? wanted) => (actual, wanted) switch
    {
        (_, null) => actual is null or JsonArray { Count: 0 },
        (JsonObject left, JsonObject right) => right.All(field => Covers(left[field.Key], field.Value)),
        (null, JsonArray right) => right.Count == 0,
        (JsonArray left, JsonArray right) => left.Count == right.Count && right.All(item => left.Any(other => IsSameItem(other, item) && Covers(other, item))),
        (JsonValue left, JsonValue right) => string.Equals(left.ToString(), right.ToString(), StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private static bool IsSameItem(JsonNode? left, JsonNode? right) => left is not JsonObject a || right is not JsonObject b || b["name"] is null || Covers(a["name"], b["name"]);
}
