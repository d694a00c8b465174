namespace CloudOrchestrator.NodeHost.Azure;

/// <summary>The identity that stands in for a bootstrap token.</summary>
/// <param name="ClientId">Which of the machine's identities; null when it has only one.</param>
/// <param name="Audience">For whom its tokens are made; the control plane's setting BootstrapAudience says the same.</param>
internal sealed record ManagedIdentity(string? ClientId, string Audience);
