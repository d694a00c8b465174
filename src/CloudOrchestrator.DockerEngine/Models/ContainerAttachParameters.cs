namespace CloudOrchestrator.DockerEngine.Models;

/// <summary>Which streams of a container to connect to.</summary>
public sealed record ContainerAttachParameters
{
    public bool Stdin { get; init; }

    public bool Stdout { get; init; }

    public bool Stderr { get; init; }

    public bool Stream { get; init; }

    public bool Logs { get; init; }
}
