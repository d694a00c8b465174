namespace CloudOrchestrator.Kinds.Autoscaling.NodePools;

/// <summary>The kind NodePool as the server serves it.</summary>
internal sealed class NodePoolKind : KindDescriptor<NodePool>
{
    public override GroupVersionKind GroupVersionKind { get; } = new("cloudorchestrator.io", "v1", "NodePool");

    public override KindNames Names { get; } = new("nodepools", "nodepool", ["np"], []);

    public override IReadOnlyList<TableColumn> Columns => NodePoolTable.Columns;

    public override bool Namespaced => false;

    public override bool HasStatus => true;

    public override void ApplyDefaults(JsonObject value, JsonObject? old) => NodePoolDefaults.Apply(value);

    protected override JsonObject NewStatus() => new() { ["replicas"] = 0, ["desired"] = 0 };

    protected override IEnumerable<FieldError> Validate(NodePool value) => NodePoolValidation.Validate(value);

    protected override IEnumerable<FieldError> ValidateChange(NodePool value, NodePool old) => NodePoolValidation.ValidateChange(value, old);

    protected override IEnumerable<FieldError> ValidateStatus(NodePool value, NodePool old) => NodePoolValidation.ValidateStatus(value);

    protected override IReadOnlyList<JsonNode?> Print(NodePool value, DateTimeOffset now) => NodePoolTable.Print(value, now);
}
