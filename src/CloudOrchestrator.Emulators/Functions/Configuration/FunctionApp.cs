namespace CloudOrchestrator.Emulators.Functions.Configuration;

/// <summary>An app folder that was read and found runnable.</summary>
/// <param name="Root">The folder.</param>
/// <param name="Host">What <c>host.json</c> says.</param>
/// <param name="Functions">The functions that are not disabled, by name.</param>
/// <param name="Settings">The app settings.</param>
internal sealed record FunctionApp(string Root, HostConfiguration Host, IReadOnlyList<FunctionDefinition> Functions, IReadOnlyDictionary<string, string> Settings);
