namespace CloudOrchestrator.Objects.Apply;

/// <summary>How two versions of an object differ, as field paths.</summary>
/// <param name="Added">Paths only the right side has, structures included.</param>
/// <param name="Modified">Leaves with different values.</param>
/// <param name="Removed">Paths only the left side has, structures included.</param>
internal sealed record FieldComparison(FieldSet Added, FieldSet Modified, FieldSet Removed)
{
    /// <summary>Paths whose values the right side brought.</summary>
    public FieldSet Changed { get; } = Added.Union(Modified);

    /// <summary>True when both sides are the same.</summary>
    public bool IsSame => Changed.IsEmpty && Removed.IsEmpty;
}
