namespace CloudOrchestrator.Kinds.Authorization;

/// <summary>The kind LocalSubjectAccessReview as the server serves it.</summary>
internal sealed class LocalSubjectAccessReviewKind : KindDescriptor<LocalSubjectAccessReview>
{
    public override GroupVersionKind GroupVersionKind { get; } = new("authorization.k8s.io", "v1", "LocalSubjectAccessReview");

    public override KindNames Names { get; } = new("localsubjectaccessreviews", "localsubjectaccessreview", [], []);

    public override IReadOnlyList<TableColumn> Columns => DefaultTable.Columns;

    public override IReadOnlyList<string> Verbs => VerbSets.CreateOnly;

    public override bool Stored => false;

    protected override IEnumerable<FieldError> Validate(LocalSubjectAccessReview value) => AccessReviewValidation.Validate(value);

    protected override IReadOnlyList<JsonNode?> Print(LocalSubjectAccessReview value, DateTimeOffset now) => DefaultTable.Print(value);
}
