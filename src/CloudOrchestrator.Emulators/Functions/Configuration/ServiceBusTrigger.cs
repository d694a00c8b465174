namespace CloudOrchestrator.Emulators.Functions.Configuration;

/// <summary>Messages of a queue.</summary>
/// <param name="Name">The binding's name.</param>
/// <param name="Queue">The queue.</param>
/// <param name="Connection">The setting that holds the connection.</param>
/// <param name="Many">True: one invocation takes a batch; false: one message each.</param>
/// <param name="Binary">True when bodies are bytes, not text.</param>
/// <param name="AutoComplete">False when the trigger is not to settle messages.</param>
internal sealed record ServiceBusTrigger(string Name, string Queue, string Connection, bool Many, bool Binary, bool AutoComplete) : FunctionTrigger(Name);
