namespace CloudOrchestrator.Kinds.Authorization;

/// <summary>The kind SelfSubjectAccessReview as the server serves it.</summary>
internal sealed class SelfSubjectAccessReviewKind : KindDescriptor<SelfSubjectAccessReview>
{
    public override GroupVersionKind GroupVersionKind { get; } = new("authorization.k8s.io", "v1", "SelfSubjectAccessReview");

    public override KindNames Names { get; } = new("selfsubjectaccessreviews", "selfsubjectaccessreview", [], []);

    public override IReadOnlyList<TableColumn> Columns => DefaultTable.Columns;

    public override bool Namespaced => false;

    public override IReadOnlyList<string> Verbs => VerbSets.CreateOnly;

    public override bool Stored => false;

    protected override IEnumerable<FieldError> Validate(SelfSubjectAccessReview value) => AccessReviewValidation.Validate(value);

    protected override IReadOnlyList<JsonNode?> Print(SelfSubjectAccessReview value, DateTimeOffset now) => DefaultTable.Print(value);
}
