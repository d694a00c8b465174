namespace CloudOrchestrator.AzureResources.LoadBalancers;

/// <summary>Works out the security rules that let clients reach the services. Pure.</summary>
internal static class SecurityRulesPlan
{
    private const int PriorityMin = 500;

    private static readonly string[] ReadOnly = ["provisioningState", "resourceGuid", "defaultSecurityRules", "networkInterfaces", "subnets"];

    /// <summary>
    /// The security group as it should be: a rule per service and protocol from the ranges allowed (by default the Internet) to the service's address and ports. Internal
    /// services need a rule only for ranges outside of the network. Other rules stay, and rules keep their priorities.
    /// </summary>
    public static JsonObject Desired(JsonObject existing, IReadOnlyList<(Service Service, string Address)> services, IReadOnlySet<string> frozen)
    {
        var properties = existing["properties"]!.DeepClone().AsObject();
        foreach (var name in ReadOnly)
            properties.Remove(name);
        var old = (properties["securityRules"] as JsonArray ?? []).OfType<JsonObject>().ToArray();
        var rules = old.Where(rule => ServiceNames.OwnerOf((string)rule["name"]!) is not { } owner || frozen.Contains(owner)).Select(rule => rule.DeepClone().AsObject()).ToList();
        var used = rules.Where(rule => IsInbound(rule)).Select(PriorityOf).ToHashSet();
        var wanted = services.SelectMany(entry => RulesOf(entry.Service, entry.Address)).OrderBy(rule => (string)rule["name"]!, StringComparer.Ordinal).ToArray();
        foreach (var rule in wanted)
        {
            if (old.FirstOrDefault(known => (string)known["name"]! == (string)rule["name"]!) is { } known && used.Add(PriorityOf(known)))
                rule["properties"]!["priority"] = PriorityOf(known);
        }

        foreach (var rule in wanted.Where(rule => rule["properties"]!["priority"] is null))
            rule["properties"]!["priority"] = Free(used);
        properties["securityRules"] = new JsonArray([.. rules, .. wanted]);
        var resource = new JsonObject { ["location"] = existing["location"]!.DeepClone(), ["properties"] = properties };
        if (existing["tags"] is { } tags)
            resource["tags"] = tags.DeepClone();
        return resource;
    }

    private static IEnumerable<JsonObject> RulesOf(Service service, string address)
    {
        var ranges = ServiceAnnotations.SourceRangesOf(service);
        if (ranges.Count == 0 && ServiceAnnotations.IsInternal(service))
            yield break;
        foreach (var ports in (service.Spec?.Ports ?? []).GroupBy(port => port.Protocol ?? "TCP"))
        {
            var properties = new JsonObject
            {
                ["description"] = $"Service {service.Metadata.Namespace}/{service.Metadata.Name}",
                ["protocol"] = ports.Key == "TCP" ? "Tcp" : "Udp",
                ["sourcePortRange"] = "*",
                ["destinationAddressPrefix"] = address,
                ["destinationPortRanges"] = new JsonArray([.. ports.Select(port => (JsonNode)port.Port.ToString(CultureInfo.InvariantCulture))]),
                ["access"] = "Allow",
                ["direction"] = "Inbound",
            };
            if (ranges.Count == 0)
                properties["sourceAddressPrefix"] = "Internet";
            else
                properties["sourceAddressPrefixes"] = new JsonArray([.. ranges.Select(range => (JsonNode)range)]);
            yield return new JsonObject { ["name"] = $"{ServiceNames.Of(service)}-{ports.Key}", ["properties"] = properties };
        }
    }

    private static bool IsInbound(JsonObject rule) => string.Equals((string?)rule["properties"]!["direction"], "Inbound", StringComparison.OrdinalIgnoreCase);

    private static int PriorityOf(JsonObject rule) => rule["properties"]!["priority"]!.GetValue<int>();

    private static int Free(HashSet<int> used)
    {
        var priority = PriorityMin;
        while (!used.Add(priority))
            priority++;
        return priority;
    }
}
