namespace CloudOrchestrator.Routing;

/// <summary>What a node's packet filter must do, as data. Two equal rule sets need no change.</summary>
public sealed record RuleSet;
