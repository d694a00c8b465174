using Azure;
using Azure.Core;
using Azure.ResourceManager;
using Azure.ResourceManager.Resources;
using Azure.ResourceManager.Resources.Models;

namespace CloudOrchestrator.AzureResources.Arm;

/// <summary>Any resource of Azure as JSON. Long-running operations are started and never waited for: <c>properties.provisioningState</c> tells of them.</summary>
internal sealed class NetworkClient(ArmClient arm)
{
    /// <summary>Reads a resource; null when there is none.</summary>
    public async Task<JsonObject?> GetAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            var response = await arm.GetGenericResource(new ResourceIdentifier(id)).GetAsync(cancellationToken);
            return Parse(response.GetRawResponse());
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Creates a resource (<paramref name="etag"/> null: only if there is none) or replaces it (only if it has not changed since it had the ETag).</summary>
    public async Task<JsonObject> PutAsync(string id, JsonObject resource, string? etag, CancellationToken cancellationToken)
    {
        var data = new GenericResourceData(new AzureLocation(resource["location"]!.GetValue<string>()))
        {
            Properties = BinaryData.FromString(resource["properties"]!.ToJsonString()),
        };
        if (resource["sku"]?["name"] is { } sku)
            data.Sku = new ResourcesSku { Name = sku.GetValue<string>(), Tier = resource["sku"]!["tier"]?.GetValue<string>() };
        foreach (var (name, value) in resource["tags"] as JsonObject ?? [])
            data.Tags[name] = value?.GetValue<string>();
        using var precondition = IfMatchPolicy.Scope(etag);
        var operation = await arm.GetGenericResources().CreateOrUpdateAsync(WaitUntil.Started, new ResourceIdentifier(id), data, cancellationToken);
        return Parse(operation.GetRawResponse());
    }

    /// <summary>Deletes a resource; already gone is done.</summary>
    public async Task DeleteAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await arm.GetGenericResource(new ResourceIdentifier(id)).DeleteAsync(WaitUntil.Started, cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status == 404)
        {
            // What was to be achieved is so.
        }
    }

    /// <summary>Ids of the resources of a type in a resource group.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(string resourceGroupId, string type, CancellationToken cancellationToken)
    {
        List<string> ids = [];
        var group = arm.GetResourceGroupResource(new ResourceIdentifier(resourceGroupId));
        await foreach (var resource in group.GetGenericResourcesAsync($"resourceType eq '{type}'", cancellationToken: cancellationToken))
            ids.Add(resource.Id.ToString());
        return ids;
    }

    private static JsonObject Parse(Response response) => JsonNode.Parse(response.Content)!.AsObject();
}
