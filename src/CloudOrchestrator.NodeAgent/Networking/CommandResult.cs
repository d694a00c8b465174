namespace CloudOrchestrator.NodeAgent.Networking;

/// <summary>What a program said.</summary>
public sealed record CommandResult(int ExitCode, string Output, string Error);
