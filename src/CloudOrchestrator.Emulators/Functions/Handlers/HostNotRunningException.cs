namespace CloudOrchestrator.Emulators.Functions.Handlers;

/// <summary>No instance can take the request, and none will soon.</summary>
internal sealed class HostNotRunningException(string message) : Exception(message);
