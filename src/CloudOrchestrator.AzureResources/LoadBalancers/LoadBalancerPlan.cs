namespace CloudOrchestrator.AzureResources.LoadBalancers;

/// <summary>Works out the load balancer that the services need. Pure.</summary>
internal static class LoadBalancerPlan
{
    private const string PoolName = "nodes";
    private const int ProbeSeconds = 5;
    private const int ProbeFailures = 2;

    private static readonly string[] ReadOnly = ["provisioningState", "resourceGuid"];
    private static readonly string[] PartKinds = ["frontendIPConfigurations", "probes", "loadBalancingRules"];

    /// <summary>
    /// The load balancer with the id as it should be; null when nothing needs it. Parts of services in <paramref name="frozen"/> (names of frontends) and parts that
    /// are nobody's service stay as they are in <paramref name="existing"/>.
    /// </summary>
    public static JsonObject? Desired(
        string id, JsonObject? existing, IReadOnlyList<ServiceFrontend> frontends, IReadOnlyList<Node> nodes, NetworkPlace place, IReadOnlySet<string> frozen)
    {
        var properties = existing?["properties"]?.DeepClone().AsObject() ?? [];
        foreach (var name in ReadOnly)
            properties.Remove(name);
        foreach (var kind in PartKinds)
            properties[kind] = new JsonArray([.. Kept(properties, kind, frozen)]);
        foreach (var frontend in frontends.OrderBy(frontend => frontend.Name, StringComparer.Ordinal))
            Add(id, frontend, properties);
        if (properties["frontendIPConfigurations"]!.AsArray().Count == 0)
            return null;
        var others = (properties["backendAddressPools"] as JsonArray ?? []).Where(pool => (string?)pool!["name"] != PoolName).Select(pool => pool!.DeepClone());
        properties["backendAddressPools"] = new JsonArray([.. others, Pool(nodes, place)]);
        var resource = new JsonObject { ["location"] = existing?["location"]?.DeepClone() ?? place.Location, ["sku"] = new JsonObject { ["name"] = "Standard" } };
        if (existing?["tags"] is { } tags)
            resource["tags"] = tags.DeepClone();
        resource["properties"] = properties;
        return resource;
    }

    /// <summary>Nodes that take part: machines of Azure that nothing excludes. Whether they are ready is what probes find out.</summary>
    public static IReadOnlyList<Node> Backends(IEnumerable<Node> nodes) =>
    [
        .. nodes.Where(node => node.Metadata.DeletionTimestamp is null
            && NodePools.ProviderId.MachineOf(node) is not null
            && NodePools.AutoscalerNames.RemovalOf(node) is null
            && node.Metadata.Labels?.ContainsKey(ServiceAnnotations.ExcludeNode) != true
            && AddressOf(node) is not null),
    ];

    private static IEnumerable<JsonNode> Kept(JsonObject properties, string kind, IReadOnlySet<string> frozen) => (properties[kind] as JsonArray ?? [])
        .Where(part => ServiceNames.OwnerOf((string?)part!["name"] ?? "") is not { } owner || frozen.Contains(owner))
        .Select(part => part!.DeepClone());

    private static void Add(string id, ServiceFrontend frontend, JsonObject properties)
    {
        properties["frontendIPConfigurations"]!.AsArray().Add(new JsonObject { ["name"] = frontend.Name, ["properties"] = Address(frontend) });
        foreach (var port in frontend.Service.Spec?.Ports ?? [])
        {
            var probe = Probe(frontend.Service, port);
            if (probe is not null)
                properties["probes"]!.AsArray().Add(probe);
            properties["loadBalancingRules"]!.AsArray().Add(Rule(id, frontend, port, probe is not null));
        }
    }

    private static JsonObject Address(ServiceFrontend frontend)
    {
        if (frontend.PublicAddressId is { } publicAddress)
            return new JsonObject { ["publicIPAddress"] = Reference(publicAddress) };
        var address = new JsonObject { ["subnet"] = Reference(frontend.SubnetId!) };
        var fixedAddress = ServiceAnnotations.AddressOf(frontend.Service);
        address["privateIPAllocationMethod"] = fixedAddress is null ? "Dynamic" : "Static";
        if (fixedAddress is not null)
            address["privateIPAddress"] = fixedAddress;
        return address;
    }

    private static JsonObject? Probe(Service service, ServicePort port)
    {
        var properties = service.Spec is { ExternalTrafficPolicy: "Local", HealthCheckNodePort: > 0 and var health }
            ? new JsonObject { ["protocol"] = "Http", ["port"] = health, ["requestPath"] = "/healthz" }
            // Nothing answers a TCP probe where only UDP is served: such a rule goes to all nodes.
            : port is { NodePort: > 0 and var nodePort, Protocol: null or "TCP" }
                ? new JsonObject { ["protocol"] = "Tcp", ["port"] = nodePort }
                : null;
        if (properties is null)
            return null;
        properties["intervalInSeconds"] = ProbeSeconds;
        properties["numberOfProbes"] = ProbeFailures;
        return new JsonObject { ["name"] = ServiceNames.Port(service, port), ["properties"] = properties };
    }

    // With floating IP packets reach the node as the client sent them, to the service's own address and port, which the node's rules know.
    private static JsonObject Rule(string id, ServiceFrontend frontend, ServicePort port, bool hasProbe)
    {
        var isTcp = port.Protocol is null or "TCP";
        var name = ServiceNames.Port(frontend.Service, port);
        var properties = new JsonObject
        {
            ["protocol"] = isTcp ? "Tcp" : "Udp",
            ["frontendPort"] = port.Port,
            ["backendPort"] = port.Port,
            ["enableFloatingIP"] = true,
            ["loadDistribution"] = frontend.Service.Spec?.SessionAffinity == "ClientIP" ? "SourceIP" : "Default",
            ["frontendIPConfiguration"] = Reference($"{id}/frontendIPConfigurations/{frontend.Name}"),
            ["backendAddressPool"] = Reference($"{id}/backendAddressPools/{PoolName}"),
        };
        if (isTcp)
        {
            properties["enableTcpReset"] = true;
            properties["idleTimeoutInMinutes"] = ServiceAnnotations.IdleTimeoutOf(frontend.Service);
        }

        if (hasProbe)
            properties["probe"] = Reference($"{id}/probes/{name}");
        return new JsonObject { ["name"] = name, ["properties"] = properties };
    }

    private static JsonObject Pool(IReadOnlyList<Node> nodes, NetworkPlace place) => new()
    {
        ["name"] = PoolName,
        ["properties"] = new JsonObject
        {
            ["loadBalancerBackendAddresses"] = new JsonArray([.. nodes.OrderBy(node => node.Metadata.Name, StringComparer.Ordinal).Select(node => (JsonNode)new JsonObject
            {
                ["name"] = node.Metadata.Name,
                ["properties"] = new JsonObject { ["ipAddress"] = AddressOf(node), ["virtualNetwork"] = Reference(place.VirtualNetworkId) },
            })]),
        },
    };

    private static string? AddressOf(Node node) =>
        node.Status?.Addresses?.FirstOrDefault(address => address.Type == "InternalIP" && address.Address.Contains('.', StringComparison.Ordinal))?.Address;

    private static JsonObject Reference(string id) => new() { ["id"] = id };
}
