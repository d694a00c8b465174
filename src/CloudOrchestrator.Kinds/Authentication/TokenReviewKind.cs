namespace CloudOrchestrator.Kinds.Authentication;

/// <summary>The kind TokenReview as the server serves it.</summary>
internal sealed class TokenReviewKind : KindDescriptor<TokenReview>
{
    public override GroupVersionKind GroupVersionKind { get; } = new("authentication.k8s.io", "v1", "TokenReview");

    public override KindNames Names { get; } = new("tokenreviews", "tokenreview", [], []);

    public override IReadOnlyList<TableColumn> Columns => DefaultTable.Columns;

    public override bool Namespaced => false;

    public override IReadOnlyList<string> Verbs => VerbSets.CreateOnly;

    public override bool Stored => false;

    protected override IReadOnlyList<JsonNode?> Print(TokenReview value, DateTimeOffset now) => DefaultTable.Print(value);
}
