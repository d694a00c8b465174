namespace CloudOrchestrator.Objects.Selectors;

/// <summary>One comparison of a field selector.</summary>
public sealed record FieldTerm(string Field, bool Equal, string Value);
