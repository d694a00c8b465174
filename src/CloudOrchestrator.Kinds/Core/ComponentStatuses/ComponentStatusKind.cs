namespace CloudOrchestrator.Kinds.Core.ComponentStatuses;

/// <summary>The kind ComponentStatus as the server serves it.</summary>
internal sealed class ComponentStatusKind : KindDescriptor<ComponentStatus>
{
    public override GroupVersionKind GroupVersionKind { get; } = new("", "v1", "ComponentStatus");

    public override KindNames Names { get; } = new("componentstatuses", "componentstatus", ["cs"], []);

    public override IReadOnlyList<TableColumn> Columns => ComponentStatusTable.Columns;

    public override bool Namespaced => false;

    public override IReadOnlyList<string> Verbs => VerbSets.ReadOnly;

    public override bool Stored => false;

    public override NameRule NameRule => NameRule.PathSegment;

    protected override IReadOnlyList<JsonNode?> Print(ComponentStatus value, DateTimeOffset now) => ComponentStatusTable.Print(value, now);
}
