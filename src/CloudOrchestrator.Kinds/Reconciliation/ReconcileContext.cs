namespace CloudOrchestrator.Kinds.Reconciliation;

/// <summary>What a pure decision may use besides the objects.</summary>
/// <param name="Now">The time of the decision.</param>
/// <param name="Ids">Names and ids.</param>
public sealed record ReconcileContext(DateTimeOffset Now, IIdSource Ids);
