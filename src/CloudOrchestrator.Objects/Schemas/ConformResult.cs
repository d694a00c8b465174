namespace CloudOrchestrator.Objects.Schemas;

/// <summary>What conforming found.</summary>
/// <param name="UnknownFields">Paths of the fields removed because the schema has none such, such as <c>spec.foo</c> and <c>spec.containers[0].bar</c>.</param>
/// <param name="TypeErrors">Values of the wrong type, worded as Kubernetes' decoder does; not empty means the object cannot be used.</param>
public sealed record ConformResult(IReadOnlyList<string> UnknownFields, IReadOnlyList<string> TypeErrors);
