namespace CloudOrchestrator.Kinds.Authorization;

/// <summary>The kind SelfSubjectRulesReview as the server serves it.</summary>
internal sealed class SelfSubjectRulesReviewKind : KindDescriptor<SelfSubjectRulesReview>
{
    public override GroupVersionKind GroupVersionKind { get; } = new("authorization.k8s.io", "v1", "SelfSubjectRulesReview");

    public override KindNames Names { get; } = new("selfsubjectrulesreviews", "selfsubjectrulesreview", [], []);

    public override IReadOnlyList<TableColumn> Columns => DefaultTable.Columns;

    public override bool Namespaced => false;

    public override IReadOnlyList<string> Verbs => VerbSets.CreateOnly;

    public override bool Stored => false;

    protected override IReadOnlyList<JsonNode?> Print(SelfSubjectRulesReview value, DateTimeOffset now) => DefaultTable.Print(value);
}
