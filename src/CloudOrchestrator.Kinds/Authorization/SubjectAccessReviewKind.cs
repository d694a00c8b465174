namespace CloudOrchestrator.Kinds.Authorization;

/// <summary>The kind SubjectAccessReview as the server serves it.</summary>
internal sealed class SubjectAccessReviewKind : KindDescriptor<SubjectAccessReview>
{
    public override GroupVersionKind GroupVersionKind { get; } = new("authorization.k8s.io", "v1", "SubjectAccessReview");

    public override KindNames Names { get; } = new("subjectaccessreviews", "subjectaccessreview", [], []);

    public override IReadOnlyList<TableColumn> Columns => DefaultTable.Columns;

    public override bool Namespaced => false;

    public override IReadOnlyList<string> Verbs => VerbSets.CreateOnly;

    public override bool Stored => false;

    protected override IEnumerable<FieldError> Validate(SubjectAccessReview value) => AccessReviewValidation.Validate(value);

    protected override IReadOnlyList<JsonNode?> Print(SubjectAccessReview value, DateTimeOffset now) => DefaultTable.Print(value);
}
