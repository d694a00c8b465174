namespace CloudOrchestrator.Kinds.Core.Services;

/// <summary>Checks the ports of services.</summary>
internal static class ServicePortValidation
{
    /// <summary>Each port by itself, and that names differ.</summary>
    public static void Validate(ServiceSpec spec, FaultList faults)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var ports = spec.Ports ?? [];
        for (var i = 0; i < ports.Count; i++)
        {
            var (port, path) = (ports[i], $"spec.ports[{i}]");
            if (!string.IsNullOrEmpty(port.Name))
            {
                faults.Invalid($"{path}.name", port.Name, NameFormats.DnsLabel(port.Name));
                if (!names.Add(port.Name))
                    faults.Duplicate($"{path}.name", port.Name);
            }
            else if (ports.Count > 1)
            {
                faults.Required($"{path}.name");
            }

            faults.Invalid($"{path}.port", port.Port, NameFormats.PortNumber(port.Port));
            faults.RequireOneOf($"{path}.protocol", port.Protocol, "SCTP", "TCP", "UDP");
            ProbeValidation.ValidatePort(port.TargetPort ?? new IntOrString(0), $"{path}.targetPort", faults);
            if (port.AppProtocol is { } application)
                faults.Invalid($"{path}.appProtocol", application, NameFormats.QualifiedName(application));
        }
    }

    /// <summary>No number twice for a protocol, on the service as on the nodes.</summary>
    public static void ValidateUnique(ServiceSpec spec, FaultList faults)
    {
        var ports = spec.Ports ?? [];
        for (var i = 0; i < ports.Count && spec.Type == "ClusterIP"; i++)
        {
            if (ports[i].NodePort is not (null or 0))
                faults.Forbidden($"spec.ports[{i}].nodePort", "may not be used when `type` is 'ClusterIP'");
        }

        var nodePorts = new HashSet<(string?, int)>();
        for (var i = 0; i < ports.Count; i++)
        {
            if (ports[i].NodePort is { } nodePort and not 0 && !nodePorts.Add((ports[i].Protocol, nodePort)))
                faults.Duplicate($"spec.ports[{i}].nodePort", nodePort);
        }

        var numbers = new HashSet<(string?, int)>();
        for (var i = 0; i < ports.Count; i++)
        {
            if (!numbers.Add((ports[i].Protocol, ports[i].Port)))
                faults.Duplicate($"spec.ports[{i}]", new ServicePort { Protocol = ports[i].Protocol, Port = ports[i].Port });
        }
    }
}
