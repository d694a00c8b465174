namespace CloudOrchestrator.Emulators.Functions.Configuration;

/// <summary>How a handler process is started.</summary>
/// <param name="Executable">A path, or a command found on PATH.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="WorkingDirectory">Where it runs.</param>
/// <param name="ErrorStreamHoldsOnlyErrors">True when each line on standard error is an error; otherwise both streams are ordinary output.</param>
internal sealed record HandlerDescription(string Executable, IReadOnlyList<string> Arguments, string WorkingDirectory, bool ErrorStreamHoldsOnlyErrors);
