namespace CloudOrchestrator.Objects.Schemas;

/// <summary>How reading a scalar ended.</summary>
internal enum ScalarOutcome
{
    /// <summary>It has the type and is canonical now.</summary>
    Good,

    /// <summary>It is of another JSON type.</summary>
    WrongType,

    /// <summary>It has the JSON type but not the syntax.</summary>
    Malformed,
}
