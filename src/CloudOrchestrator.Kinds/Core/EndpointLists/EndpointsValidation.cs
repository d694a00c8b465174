namespace CloudOrchestrator.Kinds.Core.EndpointLists;

/// <summary>Checks Endpoints.</summary>
internal static class EndpointsValidation
{
    public static FaultList Validate(Endpoints value)
    {
        var faults = new FaultList();
        for (var i = 0; i < (value.Subsets?.Count ?? 0); i++)
            ValidateSubset(value.Subsets![i], $"subsets[{i}]", faults);
        return faults;
    }

    private static void ValidateSubset(EndpointSubset subset, string path, FaultList faults)
    {
        if (subset is { Addresses: not { Count: > 0 }, NotReadyAddresses: not { Count: > 0 } })
            faults.Required(path, "must specify `addresses` or `notReadyAddresses`");
        for (var i = 0; i < (subset.Addresses?.Count ?? 0); i++)
            ValidateAddress(subset.Addresses![i], $"{path}.addresses[{i}]", faults);
        for (var i = 0; i < (subset.NotReadyAddresses?.Count ?? 0); i++)
            ValidateAddress(subset.NotReadyAddresses![i], $"{path}.notReadyAddresses[{i}]", faults);
        for (var i = 0; i < (subset.Ports?.Count ?? 0); i++)
            ValidatePort(subset.Ports![i], subset.Ports.Count > 1, $"{path}.ports[{i}]", faults);
    }

    private static void ValidateAddress(EndpointAddress address, string path, FaultList faults)
    {
        AddressValidation.ValidateAddress(address.Ip ?? "", $"{path}.ip", faults);
        if (!string.IsNullOrEmpty(address.Hostname))
            faults.Invalid($"{path}.hostname", address.Hostname, NameFormats.DnsLabel(address.Hostname));
        if (address.NodeName is { } node)
            faults.Invalid($"{path}.nodeName", node, NameFormats.DnsSubdomain(node));
        AddressValidation.ValidateNotSpecial(address.Ip ?? "", $"{path}.ip", faults);
    }

    private static void ValidatePort(EndpointPort port, bool nameRequired, string path, FaultList faults)
    {
        if (!string.IsNullOrEmpty(port.Name))
            faults.Invalid($"{path}.name", port.Name, NameFormats.DnsLabel(port.Name));
        else if (nameRequired)
            faults.Required($"{path}.name");
        faults.Invalid($"{path}.port", port.Port, NameFormats.PortNumber(port.Port));
        faults.RequireOneOf($"{path}.protocol", port.Protocol, "SCTP", "TCP", "UDP");
        if (port.AppProtocol is { } application)
            faults.Invalid($"{path}.appProtocol", application, NameFormats.QualifiedName(application));
    }
}
