namespace CloudOrchestrator.Kinds.Reconciliation;

/// <summary>An action that the API refused, and its answer.</summary>
public sealed record ActionFailure(ObjectAction Action, ApiStatus Status);
