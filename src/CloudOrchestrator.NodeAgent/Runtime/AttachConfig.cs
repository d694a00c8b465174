namespace CloudOrchestrator.NodeAgent.Runtime;

/// <summary>The streams of a container to connect to.</summary>
public sealed record AttachConfig(bool Stdin, bool Stdout, bool Stderr, bool Tty);
