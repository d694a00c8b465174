namespace CloudOrchestrator.Testing;

/// <summary>How a command ended.</summary>
/// <param name="ExitCode">Its exit code; 124 when it was ended at its limit.</param>
/// <param name="Output">What it printed.</param>
public sealed record ShellResult(int ExitCode, string Output);
