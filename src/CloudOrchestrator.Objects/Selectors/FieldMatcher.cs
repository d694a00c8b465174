namespace CloudOrchestrator.Objects.Selectors;

/// <summary>A parsed field selector: <c>metadata.name=a,status.phase!=Failed</c>.</summary>
public sealed class FieldMatcher
{
    private FieldMatcher(IReadOnlyList<FieldTerm> terms) => Terms = terms;

    /// <summary>Matches every object.</summary>
    public static FieldMatcher Everything { get; } = new([]);

    /// <summary>The terms, all of which must hold.</summary>
    public IReadOnlyList<FieldTerm> Terms { get; }

    /// <summary>Parses the query form (<c>=</c>, <c>==</c>, <c>!=</c>; backslash escapes).</summary>
    public static ResultOf<FieldMatcher> Parse(string text) => throw new NotImplementedException();

    /// <summary>True when every term holds for the value that <paramref name="valueOf"/> gives for its field.</summary>
    public bool Matches(Func<string, string> valueOf) => throw new NotImplementedException();
}
