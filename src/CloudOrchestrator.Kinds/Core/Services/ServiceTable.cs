namespace CloudOrchestrator.Kinds.Core.Services;

/// <summary>How Services are listed.</summary>
internal static class ServiceTable
{
    public static IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Text("Type", "ClusterIP, NodePort, LoadBalancer or ExternalName."),
        Column.Text("Cluster-IP", "Virtual address inside the cluster."),
        Column.Text("External-IP", "Addresses from outside the cluster."),
        Column.Text("Port(s)", "Ports, each with its node port and protocol."),
        Column.Age,
        Column.Wide("Selector", "Labels of the pods behind the service."),
    ];

    public static IReadOnlyList<JsonNode?> Print(Service value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        value.Spec?.Type ?? "",
        value.Spec?.ClusterIPs is [var first, ..] ? first : Cell.None,
        ExternalAddresses(value),
        Cell.OrNone(string.Join(',', (value.Spec?.Ports ?? []).Select(PortText))),
        Cell.Age(value.Metadata.CreationTimestamp, now),
        Cell.Labels(value.Spec?.Selector),
    ];

    private static string ExternalAddresses(Service service)
    {
        var external = service.Spec?.ExternalIPs ?? [];
        return service.Spec?.Type switch
        {
            "ClusterIP" or "NodePort" => external.Count > 0 ? string.Join(',', external) : Cell.None,
            "LoadBalancer" => BalancerAddresses(service.Status?.LoadBalancer, external),
            "ExternalName" => service.Spec.ExternalName ?? "",
            _ => Cell.Unknown,
        };
    }

    private static string BalancerAddresses(LoadBalancerStatus? balancer, IReadOnlyList<string> external)
    {
        var assigned = (balancer?.Ingress ?? [])
            .Select(ingress => string.IsNullOrEmpty(ingress.Ip) ? ingress.Hostname ?? "" : ingress.Ip)
            .Where(address => address.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
        var all = string.Join(',', assigned.Concat(external));
        return all.Length > 0 ? all : "<pending>";
    }

    private static string PortText(ServicePort port) => port.NodePort is > 0 and var nodePort
        ? $"{Cell.Digits(port.Port)}:{Cell.Digits(nodePort)}/{port.Protocol}"
        : $"{Cell.Digits(port.Port)}/{port.Protocol}";
}
