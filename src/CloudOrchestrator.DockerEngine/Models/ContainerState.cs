namespace CloudOrchestrator.DockerEngine.Models;

/// <summary>State of a container.</summary>
public sealed record ContainerState
{
    public string Status { get; init; } = "";

    public bool Running { get; init; }

    public bool OOMKilled { get; init; }

    public int Pid { get; init; }

    public int ExitCode { get; init; }

    public string Error { get; init; } = "";

    public string StartedAt { get; init; } = "";

    public string FinishedAt { get; init; } = "";
}
