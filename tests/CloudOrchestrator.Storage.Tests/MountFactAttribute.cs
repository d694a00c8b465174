using System.Diagnostics;

namespace CloudOrchestrator.Storage.Tests;

/// <summary>A test that mounts a small file system of its own; skipped with the reason where that is not possible.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MountFactAttribute : FactAttribute
{
    /// <summary>Looks at the machine.</summary>
    public MountFactAttribute() => Skip = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && CanMount() ? null : "needs root on Linux, allowed to mount a tmpfs";

    internal static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static bool CanMount()
    {
        using var directory = new TemporaryDirectory();
        return Run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", directory.Path) && Run("umount", directory.Path);
    }
}
