namespace CloudOrchestrator.Kinds.Discovery.EndpointSlices;

/// <summary>How EndpointSlices are listed: the first three ports and addresses.</summary>
internal static class EndpointSliceTable
{
    private const int ItemsShownMax = 3;

    public static IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Text("AddressType", "IPv4, IPv6 or FQDN."),
        Column.Text("Ports", "Ports of all endpoints."),
        Column.Text("Endpoints", "Addresses of the endpoints."),
        Column.Age,
    ];

    public static IReadOnlyList<JsonNode?> Print(EndpointSlice value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        value.AddressType,
        Shorten((value.Ports ?? []).Select(port => port.Port is { } number ? Cell.Digits(number) : port.Name ?? "*")),
        Shorten((value.Endpoints ?? []).SelectMany(endpoint => endpoint.Addresses ?? [])),
        Cell.Age(value.Metadata.CreationTimestamp, now),
    ];

    private static string Shorten(IEnumerable<string> items)
    {
        var all = items.ToList();
        var shown = string.Join(',', all.Take(ItemsShownMax));
        if (all.Count > ItemsShownMax)
            return $"{shown} + {Cell.Digits(all.Count - ItemsShownMax)} more...";
        return shown.Length == 0 ? "<unset>" : shown;
    }
}
