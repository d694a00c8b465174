using Xunit;

namespace CloudOrchestrator.Testing.Clusters;

/// <summary>A theory that needs a real cluster; skipped with the reason where none can run.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClusterTheoryAttribute : TheoryAttribute
{
    /// <summary>Looks at the machine.</summary>
    public ClusterTheoryAttribute() => Skip = ClusterRequirements.Missing;
}
