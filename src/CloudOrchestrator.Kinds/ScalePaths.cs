namespace CloudOrchestrator.Kinds;

/// <summary>Where a kind with a scale subresource keeps its counts: dotted paths into the object.</summary>
public sealed record ScalePaths(string SpecReplicas, string StatusReplicas, string Selector);
