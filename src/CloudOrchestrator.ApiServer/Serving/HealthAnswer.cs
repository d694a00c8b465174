namespace CloudOrchestrator.ApiServer.Serving;

/// <summary>Answer of a health check.</summary>
internal sealed record HealthAnswer(bool Healthy, string Text);
