namespace CloudOrchestrator.Kinds;

/// <summary>A subresource as discovery lists it.</summary>
/// <param name="Name">Name after the slash, such as <c>eviction</c>.</param>
/// <param name="Kind">Kind of its body.</param>
/// <param name="Verbs">Verbs.</param>
public sealed record SubresourceNames(string Name, GroupVersionKind Kind, IReadOnlyList<string> Verbs);
