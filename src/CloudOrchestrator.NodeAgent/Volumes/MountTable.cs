namespace CloudOrchestrator.NodeAgent.Volumes;

/// <summary>What is mounted on the node.</summary>
internal static class MountTable
{
    /// <summary>Mount points at or below a path, deepest first.</summary>
    public static IReadOnlyList<string> Below(string path) =>
        [.. File.ReadLines("/proc/self/mountinfo")
            .Select(line => Unescape(line.Split(' ')[4]))
            .Where(point => point == path || point.StartsWith(path + "/", StringComparison.Ordinal))
            .OrderByDescending(point => point.Length)];

    /// <summary>The kernel writes blanks and backslashes as octal numbers.</summary>
    private static string Unescape(string text) => text.Contains('\\', StringComparison.Ordinal)
        ? text.Replace("\\040", " ", StringComparison.Ordinal).Replace("\\011", "\t", StringComparison.Ordinal).Replace("\\012", "\n", StringComparison.Ordinal)
            .Replace("\\134", "\\", StringComparison.Ordinal)
        : text;
}
