namespace CloudOrchestrator.Testing.Clusters;

/// <summary>What a real cluster needs of the machine.</summary>
public static class ClusterRequirements
{
    private static readonly string[] Programs = ["dockerd", "nft", "ip", "nsenter", "kubectl", "curl"];

    /// <summary>Why no cluster can run here; null when one can.</summary>
    public static string? Missing { get; } = Look();

    private static string? Look()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            return "needs Linux and root: run infra/test as root";
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Append("/sbin").ToArray();
        var missing = Programs.Where(program => !folders.Any(folder => File.Exists(Path.Combine(folder, program)))).ToArray();
        return missing.Length == 0 ? null : $"needs {string.Join(", ", missing)}: infra/test installs them";
    }
}
