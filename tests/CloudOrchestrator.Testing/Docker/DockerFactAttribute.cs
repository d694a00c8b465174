using Xunit;

namespace CloudOrchestrator.Testing.Docker;

/// <summary>A test that starts a Docker Engine of its own; skipped where that is not possible.</summary>
public sealed class DockerFactAttribute : FactAttribute
{
    /// <summary>Decides whether to skip.</summary>
    public DockerFactAttribute() => Skip = PrivateDockerEngine.WhyUnavailable();
}
