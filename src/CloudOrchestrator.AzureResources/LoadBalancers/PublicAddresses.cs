using CloudOrchestrator.AzureResources.Arm;

namespace CloudOrchestrator.AzureResources.LoadBalancers;

/// <summary>Public addresses of services: those made for them, and those that a service names.</summary>
internal sealed class PublicAddresses(NetworkClient network, string resourceGroupId)
{
    private const string ServiceTag = "kubernetes-service";

    /// <summary>The service's public address: its resource, without <c>ipAddress</c> while it is being made, or what is wrong with what the service asks for.</summary>
    public async Task<(string Id, JsonObject? Address, string? Fault)> EnsureAsync(Service service, NetworkPlace place, CancellationToken cancellationToken)
    {
        if (ServiceAnnotations.Of(service, ServiceAnnotations.PublicAddressName) is { } name)
        {
            var named = await network.GetAsync(IdOf(name), cancellationToken);
            return (IdOf(name), named, named is null ? $"public IP address {name} of annotation {ServiceAnnotations.PublicAddressName} does not exist" : null);
        }

        return ServiceAnnotations.AddressOf(service) is { } wanted
            ? await FindAsync(wanted, cancellationToken)
            : await MakeAsync(service, place, cancellationToken);
    }

    /// <summary>Removes the address made for a service; true once it is gone.</summary>
    public async Task<bool> RemoveAsync(Service service, CancellationToken cancellationToken)
    {
        var id = IdOf(ServiceNames.PublicAddress(service));
        if (await network.GetAsync(id, cancellationToken) is not { } known)
            return true;
        if (!NetworkState.IsBusy(known))
            await network.DeleteAsync(id, cancellationToken);
        return false;
    }

    private async Task<(string Id, JsonObject? Address, string? Fault)> FindAsync(string wanted, CancellationToken cancellationToken)
    {
        foreach (var id in await network.ListAsync(resourceGroupId, "Microsoft.Network/publicIPAddresses", cancellationToken))
        {
            if (await network.GetAsync(id, cancellationToken) is { } known && (string?)known["properties"]?["ipAddress"] == wanted)
                return (id, known, null);
        }

        return ("", null, $"no public IP address of the resource group is {wanted}");
    }

    private async Task<(string Id, JsonObject? Address, string? Fault)> MakeAsync(Service service, NetworkPlace place, CancellationToken cancellationToken)
    {
        var id = IdOf(ServiceNames.PublicAddress(service));
        var known = await network.GetAsync(id, cancellationToken);
        var wanted = Desired(service, known, place);
        if (known is null || (!NetworkState.IsBusy(known) && (NetworkState.HasFailed(known) || !JsonCover.Covers(known, wanted))))
            known = await network.PutAsync(id, wanted, NetworkState.ETagOf(known), cancellationToken);
        return (id, known, null);
    }

    private static JsonObject Desired(Service service, JsonObject? known, NetworkPlace place)
    {
        var properties = new JsonObject { ["publicIPAllocationMethod"] = "Static", ["publicIPAddressVersion"] = "IPv4" };
        if (ServiceAnnotations.Of(service, ServiceAnnotations.DnsLabel) is { } label)
            properties["dnsSettings"] = new JsonObject { ["domainNameLabel"] = label };
        return new JsonObject
        {
            ["location"] = known?["location"]?.DeepClone() ?? place.Location,
            ["sku"] = new JsonObject { ["name"] = "Standard" },
            ["tags"] = new JsonObject { [ServiceTag] = $"{service.Metadata.Namespace}/{service.Metadata.Name}" },
            ["properties"] = properties,
        };
    }

    private string IdOf(string name) => $"{resourceGroupId}/providers/Microsoft.Network/publicIPAddresses/{name}";
}
