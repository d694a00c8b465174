using System.Globalization;
using System.Net;

namespace CloudOrchestrator.NodeAgent.Environment;

/// <summary>The variables that tell containers of Services, in the form Docker links once had.</summary>
public static class ServiceVariables
{
    /// <summary>
    /// Variables of the Services of <paramref name="podNamespace"/> when <paramref name="enableServiceLinks"/> is set, and of <c>default/kubernetes</c> always.
    /// </summary>
    public static IReadOnlyDictionary<string, string> Of(IEnumerable<Service> services, string podNamespace, bool enableServiceLinks)
    {
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var service in services.OrderBy(service => service.Metadata.Name, StringComparer.Ordinal))
        {
            var isApi = service.Metadata is { Namespace: "default", Name: "kubernetes" };
            var linked = enableServiceLinks && service.Metadata.Namespace == podNamespace;
            if ((isApi || linked) && IPAddress.TryParse(service.Spec?.ClusterIP, out var address))
                Add(variables, service, address);
        }
        return variables;
    }

    private static void Add(SortedDictionary<string, string> variables, Service service, IPAddress address)
    {
        var ports = service.Spec?.Ports ?? [];
        if (ports.Count == 0)
            return;
        var prefix = NameOf(service.Metadata.Name ?? "");
        var host = address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();
        variables[$"{prefix}_SERVICE_HOST"] = address.ToString();
        variables[$"{prefix}_SERVICE_PORT"] = Text(ports[0].Port);
        variables[$"{prefix}_PORT"] = Url(ports[0], host);
        foreach (var port in ports)
        {
            if (!string.IsNullOrEmpty(port.Name))
                variables[$"{prefix}_SERVICE_PORT_{NameOf(port.Name)}"] = Text(port.Port);
            var protocol = port.Protocol ?? "TCP";
            var portPrefix = $"{prefix}_PORT_{port.Port}_{protocol.ToUpperInvariant()}";
            variables[portPrefix] = Url(port, host);
            variables[$"{portPrefix}_PROTO"] = protocol.ToLowerInvariant();
            variables[$"{portPrefix}_PORT"] = Text(port.Port);
            variables[$"{portPrefix}_ADDR"] = address.ToString();
        }
    }

    private static string NameOf(string name) => name.ToUpperInvariant().Replace('-', '_');

    private static string Url(ServicePort port, string host) => $"{(port.Protocol ?? "TCP").ToLowerInvariant()}://{host}:{Text(port.Port)}";

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
}
