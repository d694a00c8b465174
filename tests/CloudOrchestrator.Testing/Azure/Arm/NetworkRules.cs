using System.Text.Json.Nodes;

namespace CloudOrchestrator.Testing.Azure.Arm;

/// <summary>What Microsoft.Network refuses of load balancers, addresses and security groups.</summary>
internal static class NetworkRules
{
    public static void Check(string id, JsonObject body, Dictionary<string, JsonObject> resources)
    {
        if (id.Contains("/loadBalancers/", StringComparison.OrdinalIgnoreCase))
            CheckLoadBalancer(id, body["properties"]!.AsObject(), resources);
        if (id.Contains("/networkSecurityGroups/", StringComparison.OrdinalIgnoreCase))
            CheckSecurityGroup(body["properties"]!.AsObject());
    }

    public static void CheckDelete(string id, Dictionary<string, JsonObject> resources)
    {
        if (id.Contains("/publicIPAddresses/", StringComparison.OrdinalIgnoreCase) && UserOf(id, resources) is { } user)
            throw new ArmException(400, "PublicIPAddressCannotBeDeleted", $"Public IP address {id} can not be deleted since it is still allocated to resource {user}.");
    }

    private static void CheckLoadBalancer(string id, JsonObject properties, Dictionary<string, JsonObject> resources)
    {
        var frontends = Parts(properties, "frontendIPConfigurations");
        foreach (var frontend in frontends)
        {
            var inner = frontend["properties"]!;
            if (inner["publicIPAddress"]?["id"]?.GetValue<string>() is { } address)
            {
                if (!resources.TryGetValue(address, out var known))
                    throw new ArmException(400, "InvalidResourceReference", $"Resource {address} referenced by resource {id} was not found.");
                if (known["properties"]!["provisioningState"]!.GetValue<string>() != "Succeeded")
                    throw new ArmException(429, "ReferencedResourceNotProvisioned", $"Cannot proceed with operation because resource {address} is not in Succeeded state.");
                if (UserOf(address, resources) is { } user && !string.Equals(user, id, StringComparison.OrdinalIgnoreCase))
                    throw new ArmException(400, "PublicIPAddressInUse", $"Resource {id} is referencing public IP address {address} that is already allocated to {user}.");
            }
            else if (inner["subnet"]?["id"] is null)
            {
                throw new ArmException(400, "LoadBalancerFrontendHasNoAddress", $"frontend {frontend["name"]} needs a public address or a subnet");
            }
        }

        if (frontends.Select(frontend => frontend["properties"]!["subnet"] is null).Distinct().Count() > 1)
            throw new ArmException(400, "InternalAndPublicFrontendsMixed", "A load balancer cannot have both public and internal frontends.");
        CheckRules(id, properties);
        foreach (var address in Parts(properties, "backendAddressPools").SelectMany(pool => Parts(pool["properties"]!.AsObject(), "loadBalancerBackendAddresses")))
        {
            if (address["properties"]?["ipAddress"] is null || address["properties"]?["virtualNetwork"]?["id"] is null)
                throw new ArmException(400, "InvalidBackendAddress", $"backend address {address["name"]} needs ipAddress and virtualNetwork");
        }
    }

    private static void CheckRules(string id, JsonObject properties)
    {
        var used = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var rule in Parts(properties, "loadBalancingRules").Select(rule => rule["properties"]!.AsObject()))
        {
            foreach (var (reference, kind) in new[] { ("frontendIPConfiguration", "frontendIPConfigurations"), ("backendAddressPool", "backendAddressPools"), ("probe", "probes") })
            {
                var wanted = rule[reference]?["id"]?.GetValue<string>();
                if (wanted is null && reference == "probe")
                    continue;
                if (wanted is null || !Parts(properties, kind).Any(part => string.Equals($"{id}/{kind}/{part["name"]}", wanted, StringComparison.OrdinalIgnoreCase)))
                    throw new ArmException(400, "InvalidResourceReference", $"Resource {wanted} referenced by resource {id} was not found.");
            }

            if (!used.Add($"{rule["frontendIPConfiguration"]!["id"]} {rule["protocol"]} {rule["frontendPort"]}"))
                throw new ArmException(400, "RulesUseSameFrontendPortAndProtocol", "Load balancing rules must use different frontend ports and protocols.");
            if (rule["idleTimeoutInMinutes"]?.GetValue<int>() is < 4 or > 100)
                throw new ArmException(400, "LoadBalancerInvalidIdleTimeout", "IdleTimeoutInMinutes must be between 4 and 100.");
        }
    }

    private static void CheckSecurityGroup(JsonObject properties)
    {
        var used = new HashSet<string>();
        foreach (var rule in Parts(properties, "securityRules").Select(rule => rule["properties"]!))
        {
            if (rule["priority"]!.GetValue<int>() is < 100 or > 4096)
                throw new ArmException(400, "SecurityRuleInvalidPriority", "Priority must be between 100 and 4096.");
            if (!used.Add($"{rule["direction"]} {rule["priority"]}"))
                throw new ArmException(400, "SecurityRuleConflict", $"Security rules conflict: priority {rule["priority"]} is used twice.");
        }
    }

    private static string? UserOf(string address, Dictionary<string, JsonObject> resources) => resources
        .Where(entry => entry.Key.Contains("/loadBalancers/", StringComparison.OrdinalIgnoreCase)
            && Parts(entry.Value["properties"]!.AsObject(), "frontendIPConfigurations").Any(frontend =>
                string.Equals(frontend["properties"]!["publicIPAddress"]?["id"]?.GetValue<string>(), address, StringComparison.OrdinalIgnoreCase)))
        .Select(entry => entry.Key)
        .FirstOrDefault();

    private static IEnumerable<JsonObject> Parts(JsonObject properties, string name) => (properties[name] as JsonArray ?? []).OfType<JsonObject>();
}
