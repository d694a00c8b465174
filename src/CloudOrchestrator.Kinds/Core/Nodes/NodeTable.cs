namespace CloudOrchestrator.Kinds.Core.Nodes;

/// <summary>How Nodes are listed.</summary>
internal static class NodeTable
{
    private const string RoleLabelPrefix = "node-role.kubernetes.io/";
    private const string RoleLabel = "kubernetes.io/role";

    public static IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Text("Status", "Ready or not, and whether pods may be placed."),
        Column.Text("Roles", "Roles the node's labels give it."),
        Column.Age,
        Column.Text("Version", "Version of the node agent."),
        Column.Wide("Internal-IP", "Address inside the cluster."),
        Column.Wide("External-IP", "Address from outside."),
        Column.Wide("OS-Image", "Operating system."),
        Column.Wide("Kernel-Version", "Kernel."),
        Column.Wide("Container-Runtime", "Container runtime."),
    ];

    public static IReadOnlyList<JsonNode?> Print(Node value, DateTimeOffset now)
    {
        var info = value.Status?.NodeInfo;
        return
        [
            value.Metadata.Name,
            StatusText(value),
            Cell.OrNone(string.Join(',', Roles(value.Metadata.Labels))),
            Cell.Age(value.Metadata.CreationTimestamp, now),
            info?.KubeletVersion ?? "",
            Address(value, "InternalIP"),
            Address(value, "ExternalIP"),
            OrUnknown(info?.OsImage),
            OrUnknown(info?.KernelVersion),
            OrUnknown(info?.ContainerRuntimeVersion),
        ];
    }

    private static string StatusText(Node node)
    {
        var ready = node.Status?.Conditions?.LastOrDefault(condition => condition.Type == "Ready");
        var text = ready switch { null => "Unknown", { Status: "True" } => "Ready", _ => "NotReady" };
        return node.Spec?.Unschedulable == true ? text + ",SchedulingDisabled" : text;
    }

    private static IEnumerable<string> Roles(IReadOnlyDictionary<string, string>? labels)
    {
        var roles = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (key, value) in labels ?? ImmutableDictionary<string, string>.Empty)
        {
            if (key.StartsWith(RoleLabelPrefix, StringComparison.Ordinal) && key.Length > RoleLabelPrefix.Length)
                roles.Add(key[RoleLabelPrefix.Length..]);
            else if (key == RoleLabel && value.Length > 0)
                roles.Add(value);
        }

        return roles;
    }

    private static string Address(Node node, string type) =>
        Cell.OrNone(node.Status?.Addresses?.FirstOrDefault(address => address.Type == type)?.Address);

    private static string OrUnknown(string? text) => string.IsNullOrEmpty(text) ? Cell.Unknown : text;
}
