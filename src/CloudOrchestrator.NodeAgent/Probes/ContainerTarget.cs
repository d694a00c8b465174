namespace CloudOrchestrator.NodeAgent.Probes;

/// <summary>A running container to be probed, or told of by a hook.</summary>
/// <param name="Pod">Its pod.</param>
/// <param name="Container">Its specification.</param>
/// <param name="ContainerId">The engine's id.</param>
/// <param name="PodAddress">The pod's address.</param>
public sealed record ContainerTarget(Pod Pod, Container Container, string ContainerId, string PodAddress)
{
    /// <summary>The number of a port given by number or by name.</summary>
    /// <exception cref="InvalidOperationException">The container has no port of that name.</exception>
    public int PortOf(IntOrString port)
    {
        if (!port.IsString)
            return port.Number;
        if (int.TryParse(port.Text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number))
            return number;
        return (Container.Ports ?? []).FirstOrDefault(candidate => candidate.Name == port.Text)?.ContainerPortValue
            ?? throw new InvalidOperationException($"couldn't find port: {port.Text}");
    }
}
