namespace CloudOrchestrator.Emulators.Functions.Configuration;

/// <summary>One function of an app.</summary>
/// <param name="Name">Its name: the folder's, and the path the handler is called on.</param>
/// <param name="Trigger">What makes it run.</param>
internal sealed record FunctionDefinition(string Name, FunctionTrigger Trigger);
