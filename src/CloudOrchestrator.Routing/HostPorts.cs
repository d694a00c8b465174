using CloudOrchestrator.Kinds.Core.Pods;

namespace CloudOrchestrator.Routing;

/// <summary>Host ports of the pods on a node: ports of the node that lead to a container.</summary>
internal static class HostPorts
{
    public static void Add(RuleSetBuilder builder, Pod pod)
    {
        if (pod.Spec is not { HostNetwork: not true } spec || pod.Status?.PodIP is not { Length: > 0 } address || pod.Status.Phase is "Succeeded" or "Failed")
            return;
        foreach (var port in spec.Containers.SelectMany(container => container.Ports ?? []).Where(port => port.HostPort is > 0))
        {
            var protocol = Enum.Parse<Transport>(port.Protocol ?? "TCP", ignoreCase: true);
            var hostAddress = port.HostIP is null or "" or "0.0.0.0" ? null : port.HostIP;
            var name = $"hostport/{pod.Metadata.Namespace}/{pod.Metadata.Name}/{protocol.ToString().ToLowerInvariant()}/{port.HostPort}";

            // The pod is on this node, so its answers come back here: clients keep their address.
            var backend = new Backend(address, port.ContainerPortValue);
            builder.AddBalancer(name, new Balancer(protocol, [backend], MasqueradeOutsiders: false, AffinitySeconds: null));
            builder.AddLocalBackend(address);
            builder.AddTarget(new ServiceAddress(hostAddress, protocol, port.HostPort!.Value), new ServiceTarget(name, name, Refusal.None));
        }
    }
}
