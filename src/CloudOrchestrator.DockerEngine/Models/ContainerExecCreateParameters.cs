namespace CloudOrchestrator.DockerEngine.Models;

/// <summary>A process to start inside a container.</summary>
public sealed record ContainerExecCreateParameters
{
    public bool AttachStdin { get; init; }

    public bool AttachStdout { get; init; }

    public bool AttachStderr { get; init; }

    public bool Tty { get; init; }

    public IList<string>? Cmd { get; init; }
}
