namespace CloudOrchestrator.Emulators.Functions.Configuration;

/// <summary>What makes a function run.</summary>
/// <param name="Name">The binding's name: the key of the value in the payload.</param>
internal abstract record FunctionTrigger(string Name);
