namespace CloudOrchestrator.AzureResources.LoadBalancers;

/// <summary>What the controller writes to services and tells about them.</summary>
internal sealed class ServiceWriter(IObjectClient client, ObjectEvents events)
{
    private const string Manager = LoadBalancerController.ControllerName;

    /// <summary>Takes responsibility for the service before anything is made for it; null when it has changed meanwhile.</summary>
    public async Task<Service?> ClaimAsync(Service service, CancellationToken cancellationToken)
    {
        if (LoadBalancerController.IsHeld(service))
            return service;
        var claimed = await FinalizersAsync(service, [.. service.Metadata.Finalizers ?? [], LoadBalancerController.Finalizer], cancellationToken);
        if (claimed is not null)
            await events.NormalAsync(client, service, "EnsuringLoadBalancer", "Ensuring load balancer", cancellationToken);
        return claimed;
    }

    /// <summary>Says at which address the service is reached.</summary>
    public async Task PublishAsync(Service service, string address, CancellationToken cancellationToken)
    {
        if (service.Status?.LoadBalancer?.Ingress is [{ Ip: var known }] && known == address)
            return;
        var ingress = new JsonArray(new JsonObject { ["ip"] = address, ["ipMode"] = "VIP" });
        if (await StatusAsync(service, ingress, cancellationToken) is not null)
            await events.NormalAsync(client, service, "EnsuredLoadBalancer", "Ensured load balancer", cancellationToken);
    }

    /// <summary>Says that the load balancer is being removed.</summary>
    public Task TellDeletingAsync(Service service, CancellationToken cancellationToken) =>
        events.NormalAsync(client, service, "DeletingLoadBalancer", "Deleting load balancer", cancellationToken);

    /// <summary>Lets the service go, once nothing of it is left in Azure.</summary>
    public async Task ReleaseAsync(Service service, CancellationToken cancellationToken)
    {
        var current = service.Metadata.DeletionTimestamp is null && service.Status?.LoadBalancer?.Ingress is { Count: > 0 }
            ? await StatusAsync(service, null, cancellationToken)
            : service;
        if (current is null)
            return;
        var others = (current.Metadata.Finalizers ?? []).Where(finalizer => finalizer != LoadBalancerController.Finalizer).ToArray();
        if (await FinalizersAsync(current, others, cancellationToken) is not null)
            await events.NormalAsync(client, service, "DeletedLoadBalancer", "Deleted load balancer", cancellationToken);
    }

    /// <summary>Says why the service has no load balancer, or not the one it asks for.</summary>
    public Task TellFailureAsync(Service service, string message, CancellationToken cancellationToken) => events.WarningAsync(
        client, service, "SyncLoadBalancerFailed", $"Error syncing load balancer: failed to ensure load balancer: {message}", cancellationToken);

    private Task<Service?> StatusAsync(Service service, JsonArray? ingress, CancellationToken cancellationToken)
    {
        var changes = new JsonObject
        {
            ["metadata"] = new JsonObject { ["uid"] = service.Metadata.Uid },
            ["status"] = new JsonObject { ["loadBalancer"] = new JsonObject { ["ingress"] = ingress } },
        };
        return PatchAsync(service, changes, "status", cancellationToken);
    }

    private Task<Service?> FinalizersAsync(Service service, IReadOnlyList<string> finalizers, CancellationToken cancellationToken)
    {
        var metadata = new JsonObject
        {
            ["uid"] = service.Metadata.Uid,
            ["resourceVersion"] = service.Metadata.ResourceVersion,
            ["finalizers"] = finalizers.Count == 0 ? null : new JsonArray([.. finalizers.Select(finalizer => (JsonNode)finalizer)]),
        };
        return PatchAsync(service, new JsonObject { ["metadata"] = metadata }, null, cancellationToken);
    }

    // Null when the service is gone or has changed: the change wakes us again.
    private async Task<Service?> PatchAsync(Service service, JsonObject changes, string? subresource, CancellationToken cancellationToken)
    {
        var patch = new PatchBody(PatchBody.MergePatch, changes, Manager);
        var patched = await client.PatchAsync<Service>(service.Metadata.Namespace!, service.Metadata.Name!, patch, subresource, cancellationToken);
        return patched.Error?.Code is 404 or 409 ? null : patched.Require();
    }
}
