namespace CloudOrchestrator.AzureResources.LoadBalancers;

/// <summary>What a resource says about itself.</summary>
internal static class NetworkState
{
    public static string? ETagOf(JsonObject? resource) => (string?)resource?["etag"];

    public static bool IsSettled(JsonObject resource) => StateOf(resource) == "Succeeded";

    public static bool IsBusy(JsonObject resource) => StateOf(resource) is "Updating" or "Deleting";

    public static bool HasFailed(JsonObject resource) => StateOf(resource) == "Failed";

    private static string? StateOf(JsonObject resource) => (string?)resource["properties"]?["provisioningState"];
}
