using System.ComponentModel;
using System.Runtime.InteropServices;

namespace CloudOrchestrator.NodeAgent.Native;

/// <summary>The system calls .NET has no methods for.</summary>
internal static class LinuxCalls
{
    private const int CloneNewNet = 0x40000000;
    private const int UnmountDetach = 2;

    /// <summary>Mounts a tmpfs.</summary>
    public static void MountTmpfs(string target, string options)
    {
        if (Mount("tmpfs", target, "tmpfs", 0, options) != 0)
            throw Failure($"mounting a tmpfs at {target}");
    }

    /// <summary>Unmounts, also when it is in use.</summary>
    public static void Unmount(string target)
    {
        if (Umount2(target, UnmountDetach) != 0)
            throw Failure($"unmounting {target}");
    }

    /// <summary>Changes owner and group without following a symbolic link; -1 leaves one as it is.</summary>
    public static void ChangeOwner(string path, int user, int group)
    {
        if (Lchown(path, user, group) != 0)
            throw Failure($"changing the owner of {path}");
    }

    /// <summary>Renames over whatever is there, atomically, without following symbolic links (.NET's move refuses links to directories).</summary>
    public static void Rename(string from, string to)
    {
        if (RenameFile(from, to) != 0)
            throw Failure($"renaming {from} to {to}");
    }

    /// <summary>Moves the calling thread into the network namespace a file stands for.</summary>
    public static void EnterNetwork(SafeHandle @namespace)
    {
        if (Setns(@namespace.DangerousGetHandle().ToInt32(), CloneNewNet) != 0)
            throw Failure("entering a network namespace");
    }

    private static IOException Failure(string what)
    {
        var cause = new Win32Exception(Marshal.GetLastPInvokeError());
        return new IOException($"{what}: {cause.Message}", cause);
    }

    [DllImport("libc", EntryPoint = "mount", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Mount(string source, string target, string type, ulong flags, string data);

    [DllImport("libc", EntryPoint = "umount2", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Umount2(string target, int flags);

    [DllImport("libc", EntryPoint = "lchown", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Lchown(string path, int user, int group);

    [DllImport("libc", EntryPoint = "rename", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int RenameFile(string from, string to);

    [DllImport("libc", EntryPoint = "setns", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Setns(int descriptor, int type);
}
