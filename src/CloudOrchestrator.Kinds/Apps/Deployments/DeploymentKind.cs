namespace CloudOrchestrator.Kinds.Apps.Deployments;

/// <summary>The kind Deployment as the server serves it.</summary>
internal sealed class DeploymentKind : KindDescriptor<Deployment>
{
    public override GroupVersionKind GroupVersionKind { get; } = new("apps", "v1", "Deployment");

    public override KindNames Names { get; } = new("deployments", "deployment", ["deploy"], ["all"]);

    public override IReadOnlyList<TableColumn> Columns => DeploymentTable.Columns;

    public override bool HasStatus => true;

    public override ScalePaths Scale { get; } = new("spec.replicas", "status.replicas", "spec.selector");

    public override void ApplyDefaults(JsonObject value, JsonObject? old) => DeploymentDefaults.Apply(value);

    protected override IEnumerable<FieldError> Validate(Deployment value) => DeploymentValidation.Validate(value);

    protected override IEnumerable<FieldError> ValidateChange(Deployment value, Deployment old) => DeploymentValidation.ValidateChange(value, old);

    protected override IEnumerable<FieldError> ValidateStatus(Deployment value, Deployment old) => DeploymentValidation.ValidateStatus(value, old);

    // The controller copies annotations to ReplicaSets, so it must see their change as well.
    public override bool ChangesGeneration(JsonObject value, JsonObject old) => base.ChangesGeneration(value, old)
        || !JsonNode.DeepEquals(value.Object("metadata")?["annotations"], old.Object("metadata")?["annotations"]);

    public override IReadOnlyList<string> Warnings(JsonObject value) =>
        PodWarnings.Of(value.Object("spec").Object("template").Object("spec"), "spec.template.spec");

    protected override IReadOnlyList<JsonNode?> Print(Deployment value, DateTimeOffset now) => DeploymentTable.Print(value, now);
}
