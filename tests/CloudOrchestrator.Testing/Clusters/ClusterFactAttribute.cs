using Xunit;

namespace CloudOrchestrator.Testing.Clusters;

/// <summary>A test that needs a real cluster; skipped with the reason where none can run.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClusterFactAttribute : FactAttribute
{
    /// <summary>Looks at the machine.</summary>
    public ClusterFactAttribute() => Skip = ClusterRequirements.Missing;
}
