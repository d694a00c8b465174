namespace CloudOrchestrator.Scheduling.Requirements;

/// <summary>A port of the node that a container takes.</summary>
internal readonly record struct HostPort(string Address, string Protocol, int Port)
{
    private const string AnyAddress = "0.0.0.0";

    public static IReadOnlyList<HostPort> Of(PodSpec spec)
    {
        List<HostPort>? ports = null;
        foreach (var container in spec.Containers.Concat((spec.InitContainers ?? []).Where(container => container.RestartPolicy == "Always")))
        {
            foreach (var port in container.Ports ?? [])
            {
                if (port.HostPort is > 0 and var number)
                    (ports ??= []).Add(new HostPort(string.IsNullOrEmpty(port.HostIP) ? AnyAddress : port.HostIP, port.Protocol ?? "TCP", number));
            }
        }

        return (IReadOnlyList<HostPort>?)ports ?? [];
    }

    /// <summary>True when both cannot be open on one node.</summary>
    public bool Conflicts(HostPort other) =>
        Port == other.Port && Protocol == other.Protocol && (Address == other.Address || Address == AnyAddress || other.Address == AnyAddress);
}
