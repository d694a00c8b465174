using System.Globalization;

namespace CloudOrchestrator.Benchmarks.Servers;

/// <summary>Finds who listens on a port of this machine.</summary>
internal static class Listener
{
    private const string Listening = "0A";

    /// <summary>Id of the process that listens on a port; null when there is none that this user may look into.</summary>
    public static int? On(int port)
    {
        if (!File.Exists("/proc/net/tcp"))
            return null;
        var wanted = new[] { "/proc/net/tcp", "/proc/net/tcp6" }.Where(File.Exists).SelectMany(File.ReadLines).Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length > 9 && fields[3] == Listening && fields[1].EndsWith($":{port:X4}", StringComparison.Ordinal))
            .Select(fields => $"socket:[{fields[9]}]").ToHashSet(StringComparer.Ordinal);
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Holds(folder, wanted))
                return id;
        }

        return null;
    }

    private static bool Holds(string folder, HashSet<string> sockets)
    {
        try
        {
            return Directory.EnumerateFiles(Path.Combine(folder, "fd"))
                .Any(file => File.ResolveLinkTarget(file, false) is { } target && sockets.Contains(Path.GetFileName(target.FullName)));
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            // Another user's process, or one that has just ended.
            return false;
        }
    }
}
