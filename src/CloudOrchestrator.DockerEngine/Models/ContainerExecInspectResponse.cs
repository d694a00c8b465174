namespace CloudOrchestrator.DockerEngine.Models;

/// <summary>State of an exec.</summary>
public sealed record ContainerExecInspectResponse
{
    public bool Running { get; init; }

    public int? ExitCode { get; init; }

    public int Pid { get; init; }
}
