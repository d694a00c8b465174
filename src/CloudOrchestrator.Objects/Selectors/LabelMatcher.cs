namespace CloudOrchestrator.Objects.Selectors;

/// <summary>A label selector ready to match: all requirements must hold. Immutable.</summary>
public sealed class LabelMatcher
{
    /// <summary>Matches every object.</summary>
    public static LabelMatcher Everything { get; } = new([]);

    /// <summary>Matches no object.</summary>
    public static LabelMatcher Nothing { get; } = new([]);

    private LabelMatcher(IReadOnlyList<LabelRequirement> requirements) => Requirements = requirements;

    /// <summary>The requirements, sorted by key.</summary>
    public IReadOnlyList<LabelRequirement> Requirements { get; }

    /// <summary>True when the labels satisfy all requirements.</summary>
    public bool Matches(IReadOnlyDictionary<string, string>? labels) => throw new NotImplementedException();

    /// <summary>Parses the query form, such as <c>environment in (production,staging),tier!=frontend,!debug</c>.</summary>
    public static ResultOf<LabelMatcher> Parse(string text) => throw new NotImplementedException();

    /// <summary>Converts the structured form. A null selector matches nothing, an empty one everything.</summary>
    public static LabelMatcher From(LabelSelector? selector) => throw new NotImplementedException();

    /// <summary>Converts a plain map (Service and ReplicationController selectors). Null or empty matches nothing.</summary>
    public static LabelMatcher From(IReadOnlyDictionary<string, string>? selector) => throw new NotImplementedException();

    /// <summary>The query form.</summary>
    public override string ToString() => throw new NotImplementedException();
}
