namespace CloudOrchestrator.Objects.Selectors;

/// <summary>
/// A token of a label selector: <paramref name="Kind"/> is its text for symbols and keywords, <c>id</c> for identifiers and empty at the end.
/// </summary>
internal readonly record struct LabelToken(string Kind, string Text)
{
    public const string Identifier = "id";

    public const string End = "";

    public bool IsIdentifier => Kind == Identifier;

    /// <summary>The token where a value is expected: keywords are then identifiers.</summary>
    public LabelToken AsValue() => Kind is "in" or "notin" ? new(Identifier, Text) : this;
}
