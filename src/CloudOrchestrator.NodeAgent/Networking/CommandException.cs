namespace CloudOrchestrator.NodeAgent.Networking;

/// <summary>A program of the node is missing or has failed; the message carries its own words.</summary>
public sealed class CommandException(string message) : Exception(message);
