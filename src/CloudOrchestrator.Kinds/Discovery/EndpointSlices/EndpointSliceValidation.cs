namespace CloudOrchestrator.Kinds.Discovery.EndpointSlices;

/// <summary>Checks EndpointSlices.</summary>
internal static class EndpointSliceValidation
{
    private const int EndpointsMax = 1000;
    private const int AddressesMax = 100;
    private const int PortsMax = 20000;
    private const int TopologyLabelsMax = 8;
    private const int ZoneHintsMax = 8;

    public static FaultList Validate(EndpointSlice value)
    {
        var faults = new FaultList();
        faults.RequireOneOf("addressType", value.AddressType, "FQDN", "IPv4", "IPv6");
        var endpoints = value.Endpoints ?? [];
        if (endpoints.Count > EndpointsMax)
            faults.TooMany("endpoints", endpoints.Count, EndpointsMax);
        for (var i = 0; i < endpoints.Count && endpoints.Count <= EndpointsMax; i++)
            ValidateEndpoint(endpoints[i], value.AddressType ?? "", $"endpoints[{i}]", faults);
        ValidatePorts(value.Ports ?? [], faults);
        return faults;
    }

    public static FaultList ValidateChange(EndpointSlice value, EndpointSlice old)
    {
        var faults = new FaultList();
        faults.RequireUnchanged("addressType", value.AddressType, old.AddressType);
        return faults;
    }

    private static void ValidateEndpoint(Endpoint endpoint, string addressType, string path, FaultList faults)
    {
        var addresses = endpoint.Addresses ?? [];
        if (addresses.Count == 0)
            faults.Required($"{path}.addresses", "must contain at least 1 address");
        else if (addresses.Count > AddressesMax)
            faults.TooMany($"{path}.addresses", addresses.Count, AddressesMax);
        for (var i = 0; i < addresses.Count; i++)
            ValidateAddress(addresses[i], addressType, $"{path}.addresses[{i}]", faults);
        if (endpoint.NodeName is { } node)
            faults.Invalid($"{path}.nodeName", node, NameFormats.DnsSubdomain(node));
        if (endpoint.DeprecatedTopology is { Count: > TopologyLabelsMax } topology)
            faults.TooMany($"{path}.deprecatedTopology", topology.Count, TopologyLabelsMax);
        LabelValidation.ValidateLabels(endpoint.DeprecatedTopology, $"{path}.deprecatedTopology", faults);
        if (endpoint.Hostname is { } hostname)
            faults.Invalid($"{path}.hostname", hostname, NameFormats.DnsLabel(hostname));
        ValidateHints(endpoint.Hints?.ForZones ?? [], $"{path}.hints.forZones", faults);
    }

    private static void ValidateAddress(string address, string addressType, string path, FaultList faults)
    {
        switch (addressType)
        {
            case "IPv4" or "IPv6":
                if (AddressValidation.Parse(address) is null || AddressValidation.IsV6(address) != (addressType == "IPv6"))
                    faults.Invalid(path, address, $"must be a valid {addressType} address");
                AddressValidation.ValidateNotSpecial(address, path, faults);
                break;
            case "FQDN":
                ValidateDomain(address, path, faults);
                break;
        }
    }

    private static void ValidateDomain(string name, string path, FaultList faults)
    {
        if (name.Length == 0)
            faults.Required(path);
        else if (NameFormats.DnsSubdomain(name) is { Count: > 0 } wrong)
            faults.Invalid(path, name, string.Join(',', wrong));
        else if (!name.Contains('.', StringComparison.Ordinal))
            faults.Invalid(path, name, "should be a domain with at least two segments separated by dots");
    }

    private static void ValidateHints(IReadOnlyList<ForZone> zones, string path, FaultList faults)
    {
        if (zones.Count > ZoneHintsMax)
        {
            faults.TooMany(path, zones.Count, ZoneHintsMax);
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < zones.Count; i++)
        {
            var name = zones[i].Name ?? "";
            if (!seen.Add(name))
                faults.Duplicate($"{path}[{i}].name", name);
            faults.Invalid($"{path}[{i}].name", name, NameFormats.LabelValue(name));
        }
    }

    private static void ValidatePorts(IReadOnlyList<EndpointSlicePort> ports, FaultList faults)
    {
        if (ports.Count > PortsMax)
        {
            faults.TooMany("ports", ports.Count, PortsMax);
            return;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < ports.Count; i++)
        {
            var (port, path) = (ports[i], $"ports[{i}]");
            var name = port.Name ?? "";
            if (!names.Add(name))
                faults.Duplicate($"{path}.name", name);
            if (name.Length > 0)
                faults.Invalid($"{path}.name", name, NameFormats.DnsLabel(name));
            if (port.Protocol is not { } protocol)
                faults.Required($"{path}.protocol");
            else if (protocol is not ("SCTP" or "TCP" or "UDP"))
                faults.NotSupported($"{path}.protocol", protocol, "SCTP", "TCP", "UDP");
            if (port.Port is { } number)
                faults.Invalid($"{path}.port", number, NameFormats.PortNumber(number));
            if (port.AppProtocol is { } application)
                faults.Invalid($"{path}.appProtocol", application, NameFormats.QualifiedName(application));
        }
    }
}
