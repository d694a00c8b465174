namespace CloudOrchestrator.ApiServer.Security;

/// <summary>Whether something is allowed, and why.</summary>
public sealed record AuthorizationDecision(bool Allowed, string Reason);
