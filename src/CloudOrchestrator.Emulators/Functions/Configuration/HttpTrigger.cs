namespace CloudOrchestrator.Emulators.Functions.Configuration;

/// <summary>HTTP requests to a route.</summary>
/// <param name="Name">The binding's name.</param>
/// <param name="Route">The route below the prefix, such as <c>items/{id}</c> or <c>{*path}</c>.</param>
/// <param name="Methods">The methods in upper case; empty: all.</param>
internal sealed record HttpTrigger(string Name, string Route, IReadOnlyList<string> Methods) : FunctionTrigger(Name);
