using CloudOrchestrator.Testing;

namespace CloudOrchestrator.Benchmarks;

/// <summary>Where our scripts build programs to.</summary>
internal static class BuiltPrograms
{
    private static string Artifacts => Path.Combine(RepositoryRoot.Path, "artifacts");

    public static string ControlPlane => Path.Combine(Artifacts, "programs", "control-plane", "CloudOrchestrator.ControlPlaneHost");

    /// <summary>Data of servers that are measured; not in the temporary folder, which may be memory.</summary>
    public static string Home => Path.Combine(Artifacts, "bench");
}
