using System.Text;

namespace CloudOrchestrator.Testing;

/// <summary>The processes of this machine, as Linux tells of them.</summary>
internal static class ProcessTree
{
    /// <summary>A process and everything it has started, a line each: id, what it waits for in the kernel, command line. Empty where there is no /proc.</summary>
    public static string Describe(int id)
    {
        var lines = new StringBuilder();
        Append(lines, id, depth: 1);
        return lines.ToString();
    }

    private static void Append(StringBuilder lines, int id, int depth)
    {
        var folder = $"/proc/{id}";
        var command = Read($"{folder}/cmdline").Replace('\0', ' ').Trim();
        if (command.Length == 0)
            return;
        lines.Append(' ', depth * 2).Append(id).Append(' ').Append(Read($"{folder}/wchan")).Append(' ').Append(command.AsSpan(0, Math.Min(command.Length, 200))).Append('\n');
        foreach (var child in Read($"{folder}/task/{id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            Append(lines, int.Parse(child, System.Globalization.CultureInfo.InvariantCulture), depth + 1);
    }

    // A process may end at any moment.
    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
