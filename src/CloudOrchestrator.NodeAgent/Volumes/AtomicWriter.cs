namespace CloudOrchestrator.NodeAgent.Volumes;

/// <summary>
/// Replaces the files of a volume all at once, as Kubernetes does: they live in a directory of their own, <c>..data</c> links to it, and each visible name
/// links into <c>..data</c>. Renaming a new <c>..data</c> over the old one switches everything in one step; readers see the old files or the new ones.
/// </summary>
public static class AtomicWriter
{
    private const string DataLink = "..data";
    private const string NewDataLink = "..data_tmp";
    private const UnixFileMode DirectoryMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>Makes the volume hold exactly <paramref name="files"/> (paths relative to it). Does nothing when it does already; true when it changed
    /// something.</summary>
    public static bool Write(string volume, IReadOnlyDictionary<string, ProjectedFile> files, long? group, DateTimeOffset now)
    {
        foreach (var path in files.Keys)
            RequireInside(path);
        Directory.CreateDirectory(volume, DirectoryMode);
        var link = Path.Combine(volume, DataLink);
        var old = new DirectoryInfo(link).LinkTarget is { } target ? Path.Combine(volume, target) : null;
        if (old is not null && Holds(old, files))
            return false;
        var name = UniqueName(volume, now);
        var directory = Path.Combine(volume, name);
        WriteFiles(directory, files, group);
        var fresh = Path.Combine(volume, NewDataLink);
        File.Delete(fresh);
        File.CreateSymbolicLink(fresh, name);
        Native.LinuxCalls.Rename(fresh, link);
        LinkNames(volume, files.Keys);
        if (old is not null && Directory.Exists(old))
            Directory.Delete(old, recursive: true);
        return true;
    }

    private static void RequireInside(string path)
    {
        if (path.Length == 0 || Path.IsPathRooted(path) || path.Split('/').Any(part => part is ".." or "") || path.StartsWith("..", StringComparison.Ordinal))
            throw new InvalidOperationException($"invalid path \"{path}\": it must stay inside the volume and not begin with '..'");
    }

    private static string UniqueName(string volume, DateTimeOffset now)
    {
        var stem = $"..{now.UtcDateTime:yyyy_MM_dd_HH_mm_ss}.";
        var number = now.UtcTicks % TimeSpan.TicksPerSecond;
        while (Directory.Exists(Path.Combine(volume, stem + number)))
            number++;
        return stem + number;
    }

    private static bool Holds(string directory, IReadOnlyDictionary<string, ProjectedFile> files)
    {
        if (!Directory.Exists(directory))
            return false;
        var present = Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(directory, file)).ToHashSet(StringComparer.Ordinal);
        return present.SetEquals(files.Keys)
            && files.All(file => File.ReadAllBytes(Path.Combine(directory, file.Key)).AsSpan().SequenceEqual(file.Value.Content));
    }

    private static void WriteFiles(string directory, IReadOnlyDictionary<string, ProjectedFile> files, long? group)
    {
        Directory.CreateDirectory(directory, DirectoryMode);
        foreach (var (name, file) in files)
        {
            var path = Path.Combine(directory, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!, DirectoryMode);
            File.WriteAllBytes(path, file.Content);
            File.SetUnixFileMode(path, group is null ? file.Mode
                : file.Mode | ((UnixFileMode)((int)(file.Mode & (UnixFileMode)0b111_000_000) >> 3) & (UnixFileMode)0b000_100_000));
            if (group is not null || file.User is not null)
                Native.LinuxCalls.ChangeOwner(path, (int)(file.User ?? -1), (int)(group ?? -1));
        }
    }

    /// <summary>Top-level names link into <c>..data</c>; names that are no longer wanted go.</summary>
    private static void LinkNames(string volume, IEnumerable<string> paths)
    {
        var wanted = paths.Select(path => path.Split('/')[0]).ToHashSet(StringComparer.Ordinal);
        foreach (var entry in new DirectoryInfo(volume).EnumerateFileSystemInfos())
        {
            if (!entry.Name.StartsWith("..", StringComparison.Ordinal) && !wanted.Contains(entry.Name))
                File.Delete(entry.FullName);
        }
        foreach (var name in wanted)
        {
            var link = Path.Combine(volume, name);
            if (new FileInfo(link).LinkTarget is null)
                File.CreateSymbolicLink(link, Path.Combine(DataLink, name));
        }
    }
}
