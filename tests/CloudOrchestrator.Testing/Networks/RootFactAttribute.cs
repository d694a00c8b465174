using Xunit;

namespace CloudOrchestrator.Testing.Networks;

/// <summary>A test that makes network namespaces of its own; skipped with the reason where that is not possible.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RootFactAttribute : FactAttribute
{
    private static readonly string[] Programs = ["ip", "bridge", "nsenter", "nft"];

    /// <summary>Looks at the machine.</summary>
    public RootFactAttribute() => Skip = Missing();

    private static string? Missing()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
            return "needs root on Linux";
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Append("/sbin").ToArray();
        var missing = Programs.Where(program => !folders.Any(folder => File.Exists(Path.Combine(folder, program)))).ToArray();
        return missing.Length == 0 ? null : $"needs {string.Join(", ", missing)} (apt-get install iproute2 nftables util-linux)";
    }
}
