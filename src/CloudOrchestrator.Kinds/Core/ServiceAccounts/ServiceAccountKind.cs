namespace CloudOrchestrator.Kinds.Core.ServiceAccounts;

/// <summary>The kind ServiceAccount as the server serves it.</summary>
internal sealed class ServiceAccountKind : KindDescriptor<ServiceAccount>
{
    public override GroupVersionKind GroupVersionKind { get; } = new("", "v1", "ServiceAccount");

    public override KindNames Names { get; } = new("serviceaccounts", "serviceaccount", ["sa"], []);

    public override IReadOnlyList<TableColumn> Columns => ServiceAccountTable.Columns;

    public override IReadOnlyList<SubresourceNames> Subresources { get; } =
    [
        new("token", new("authentication.k8s.io", "v1", "TokenRequest"), VerbSets.CreateOnly),
    ];

    protected override IReadOnlyList<JsonNode?> Print(ServiceAccount value, DateTimeOffset now) => ServiceAccountTable.Print(value, now);
}
