namespace CloudOrchestrator.Objects.Selectors;

/// <summary>How a requirement compares a label.</summary>
public enum LabelOperator
{
    /// <summary>The label has one of the values (<c>=</c> is this with one value).</summary>
    In,

    /// <summary>The label is absent or has none of the values.</summary>
    NotIn,

    /// <summary>The label is present.</summary>
    Exists,

    /// <summary>The label is absent.</summary>
    DoesNotExist,

    /// <summary>The label is an integer above the value.</summary>
    GreaterThan,

    /// <summary>The label is an integer below the value.</summary>
    LessThan,
}
