namespace CloudOrchestrator.NodeAgent.Pods;

/// <summary>What the probes of a running container have found.</summary>
public sealed record ContainerHealth(ProbeVerdict Startup, ProbeVerdict Readiness, ProbeVerdict Liveness)
{
    /// <summary>Nothing is known yet.</summary>
    public static ContainerHealth Unknown { get; } = new(ProbeVerdict.Unknown, ProbeVerdict.Unknown, ProbeVerdict.Unknown);
}
