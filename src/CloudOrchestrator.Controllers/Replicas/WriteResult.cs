namespace CloudOrchestrator.Controllers.Replicas;

/// <summary>Answer to a write: the object's new resourceVersion, or why it was refused.</summary>
internal readonly record struct WriteResult(string? ResourceVersion, ApiStatus? Error);
