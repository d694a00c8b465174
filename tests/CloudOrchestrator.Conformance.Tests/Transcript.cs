using System.Text;

namespace CloudOrchestrator.Conformance.Tests;

/// <summary>The commands of a case: every line that starts with <c>$ </c> begins one, the lines after it continue it; lines that start with <c>#</c> are comments.</summary>
internal static class Transcript
{
    public static IReadOnlyList<string> Parse(string text)
    {
        var commands = new List<string>();
        var current = new StringBuilder();
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith("$ ", StringComparison.Ordinal))
            {
                Flush();
                current.Append(line.AsSpan(2));
            }
            else if (current.Length > 0 && !line.StartsWith('#'))
            {
                current.Append('\n').Append(line);
            }
        }

        Flush();
        return commands;

        void Flush()
        {
            if (current.Length > 0)
                commands.Add(current.ToString().TrimEnd());
            current.Clear();
        }
    }

    /// <summary>What a transcript shows for each command, the command's own line included; null when it is not a transcript of these commands.</summary>
    public static IReadOnlyList<string>? Blocks(string transcript, IReadOnlyList<string> commands)
    {
        var starts = new List<int>();
        var from = 0;
        foreach (var command in commands)
        {
            var line = $"$ {command}\n";
            var start = transcript.IndexOf(line, from, StringComparison.Ordinal);
            if (start < 0)
                return null;
            starts.Add(start);
            from = start + line.Length;
        }

        return [.. starts.Select((start, index) => transcript[start..(index + 1 < starts.Count ? starts[index + 1] : transcript.Length)])];
    }
}
