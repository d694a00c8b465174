namespace CloudOrchestrator.Kinds.Core.EndpointLists;

/// <summary>How Endpoints are listed: the first three addresses.</summary>
internal static class EndpointsTable
{
    private const int AddressesShownMax = 3;

    public static IReadOnlyList<TableColumn> Columns { get; } = [Column.Name, Column.Text("Endpoints", "Addresses behind the service."), Column.Age];

    public static IReadOnlyList<JsonNode?> Print(Endpoints value, DateTimeOffset now) =>
        [value.Metadata.Name, Addresses(value.Subsets), Cell.Age(value.Metadata.CreationTimestamp, now)];

    private static string Addresses(IReadOnlyList<EndpointSubset>? subsets)
    {
        if (subsets is not { Count: > 0 })
            return Cell.None;
        var all = subsets.SelectMany(AddressesOf).ToList();
        var shown = string.Join(',', all.Take(AddressesShownMax));
        return all.Count > AddressesShownMax ? $"{shown} + {Cell.Digits(all.Count - AddressesShownMax)} more..." : shown;
    }

    private static IEnumerable<string> AddressesOf(EndpointSubset subset)
    {
        var addresses = (subset.Addresses ?? []).Select(address => address.Ip);
        return subset.Ports is { Count: > 0 } ports
            ? ports.SelectMany(port => addresses.Select(address => WithPort(address, port.Port)))
            : addresses;
    }

    private static string WithPort(string address, int port) =>
        address.Contains(':', StringComparison.Ordinal) ? $"[{address}]:{Cell.Digits(port)}" : $"{address}:{Cell.Digits(port)}";
}
