namespace CloudOrchestrator.Kinds.Authentication;

/// <summary>The kind SelfSubjectReview as the server serves it.</summary>
internal sealed class SelfSubjectReviewKind : KindDescriptor<SelfSubjectReview>
{
    public override GroupVersionKind GroupVersionKind { get; } = new("authentication.k8s.io", "v1", "SelfSubjectReview");

    public override KindNames Names { get; } = new("selfsubjectreviews", "selfsubjectreview", [], []);

    public override IReadOnlyList<TableColumn> Columns => DefaultTable.Columns;

    public override bool Namespaced => false;

    public override IReadOnlyList<string> Verbs => VerbSets.CreateOnly;

    public override bool Stored => false;

    protected override IReadOnlyList<JsonNode?> Print(SelfSubjectReview value, DateTimeOffset now) => DefaultTable.Print(value);
}
