using System.Text;
using System.Text.Json.Nodes;

namespace CloudOrchestrator.Cli.Showing;

/// <summary>A meta.k8s.io Table as text, as kubectl prints it.</summary>
internal static class TextTable
{
    private const int Gap = 3;

    /// <summary>Renders the columns of priority 0, or with <paramref name="wide"/> also those of the node and the address.</summary>
    public static string Render(JsonObject table, bool wide)
    {
        var columns = table["columnDefinitions"]!.AsArray()
            .Select((column, index) => (Name: (string)column!["name"]!, Priority: (int?)column["priority"] ?? 0, Index: index))
            .Where(column => column.Priority == 0 || (wide && column.Name is "IP" or "Node"))
            .ToList();
        var rows = new List<string[]> { columns.Select(column => column.Name.ToUpperInvariant()).ToArray() };
        foreach (var row in table["rows"]?.AsArray() ?? [])
            rows.Add([.. columns.Select(column => row!["cells"]![column.Index]?.ToString() ?? "<none>")]);
        var widths = columns.Select((_, index) => rows.Max(row => row[index].Length) + Gap).ToArray();
        var text = new StringBuilder();
        foreach (var row in rows)
            text.AppendLine(string.Concat(row.Select((cell, index) => cell.PadRight(widths[index]))).TrimEnd());
        return text.ToString();
    }
}
