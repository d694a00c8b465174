namespace CloudOrchestrator.DockerEngine.Models;

/// <summary>The part of a log to read.</summary>
public sealed record ContainerLogsParameters
{
    public bool ShowStdout { get; init; }

    public bool ShowStderr { get; init; }

    public string? Since { get; init; }

    public bool Timestamps { get; init; }

    public bool Follow { get; init; }

    public string? Tail { get; init; }
}
