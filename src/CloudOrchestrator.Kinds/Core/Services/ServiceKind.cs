namespace CloudOrchestrator.Kinds.Core.Services;

/// <summary>The kind Service as the server serves it.</summary>
internal sealed class ServiceKind : KindDescriptor<Service>
{
    public override GroupVersionKind GroupVersionKind { get; } = new("", "v1", "Service");

    public override KindNames Names { get; } = new("services", "service", ["svc"], ["all"]);

    public override IReadOnlyList<TableColumn> Columns => ServiceTable.Columns;

    public override bool HasStatus => true;

    public override bool TracksGeneration => false;

    public override NameRule NameRule => NameRule.Dns1035Label;

    public override bool AllowCreateOnUpdate => true;

    public override IReadOnlyList<SubresourceNames> Subresources { get; } =
    [
        new("proxy", new("", "v1", "ServiceProxyOptions"), VerbSets.Proxy),
    ];

    public override IReadOnlyDictionary<string, Func<JsonObject, string>> SelectableFields { get; } = new Dictionary<string, Func<JsonObject, string>>
    {
        ["spec.clusterIP"] = value => value.Object("spec").Text("clusterIP"),
        ["spec.type"] = value => value.Object("spec").Text("type"),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    public override void ApplyDefaults(JsonObject value, JsonObject? old) => ServiceDefaults.Apply(value);

    public override void PrepareForCreate(JsonObject value)
    {
        base.PrepareForCreate(value);
        ServiceStrategy.PrepareForCreate(value);
    }

    public override void PrepareForUpdate(JsonObject value, JsonObject old)
    {
        base.PrepareForUpdate(value, old);
        ServiceStrategy.PrepareForUpdate(value, old);
    }

    protected override JsonObject NewStatus() => new() { ["loadBalancer"] = new JsonObject() };

    protected override IEnumerable<FieldError> Validate(Service value) => ServiceValidation.Validate(value);

    protected override IEnumerable<FieldError> ValidateChange(Service value, Service old) => ServiceChangeValidation.Validate(value, old);

    protected override IEnumerable<FieldError> ValidateStatus(Service value, Service old) => ServiceChangeValidation.ValidateStatus(value);

    protected override bool ChangeFirst => true;

    protected override IReadOnlyList<JsonNode?> Print(Service value, DateTimeOffset now) => ServiceTable.Print(value, now);
}
