namespace CloudOrchestrator.Kinds.Batch.Jobs;

/// <summary>The kind Job as the server serves it.</summary>
internal sealed class JobKind : KindDescriptor<Job>
{
    public override GroupVersionKind GroupVersionKind { get; } = new("batch", "v1", "Job");

    public override KindNames Names { get; } = new("jobs", "job", [], ["all"]);

    public override IReadOnlyList<TableColumn> Columns => JobTable.Columns;

    public override bool HasStatus => true;

    public override string? OrphaningWarning => "child pods are preserved by default when jobs are deleted; "
        + "set propagationPolicy=Background to remove them or set propagationPolicy=Orphan to suppress this warning";

    public override bool NeedsIdentity => true;

    public override IReadOnlyDictionary<string, Func<JsonObject, string>> SelectableFields { get; } = new Dictionary<string, Func<JsonObject, string>>
    {
        ["status.successful"] = value => Cell.Digits(value.Object("status").Number("succeeded") ?? 0),
    }.ToImmutableDictionary(StringComparer.Ordinal);

    public override void ApplyDefaults(JsonObject value, JsonObject? old) => JobDefaults.Apply(value);

    public override void PrepareIdentity(JsonObject value) => JobStrategy.SelectOwnPods(value);

    protected override IEnumerable<FieldError> Validate(Job value) => JobValidation.Validate(value);

    protected override IEnumerable<FieldError> ValidateChange(Job value, Job old) => JobUpdateValidation.Validate(value, old);

    protected override IEnumerable<FieldError> ValidateStatus(Job value, Job old) => JobStatusValidation.Validate(value, old);

    public override IReadOnlyList<string> Warnings(JsonObject value) => JobWarnings.Of(value);

    protected override IReadOnlyList<JsonNode?> Print(Job value, DateTimeOffset now) => JobTable.Print(value, now);
}
