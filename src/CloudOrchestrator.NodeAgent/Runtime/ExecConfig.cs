namespace CloudOrchestrator.NodeAgent.Runtime;

/// <summary>A process to start inside a container.</summary>
/// <param name="Command">Program and arguments.</param>
public sealed record ExecConfig(IReadOnlyList<string> Command)
{
    /// <summary>Connect standard input.</summary>
    public bool Stdin { get; init; }

    /// <summary>Connect standard output.</summary>
    public bool Stdout { get; init; } = true;

    /// <summary>Connect standard error; meaningless with a terminal.</summary>
    public bool Stderr { get; init; } = true;

    /// <summary>Give it a terminal.</summary>
    public bool Tty { get; init; }
}
