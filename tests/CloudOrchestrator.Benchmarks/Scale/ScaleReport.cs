using System.Globalization;
using System.Text.Json;
using CloudOrchestrator.Benchmarks.Plots;
using Spectre.Console;

namespace CloudOrchestrator.Benchmarks.Scale;

/// <summary>How costs grow with the cluster: a table, a picture, and a file to which later runs add their sizes.</summary>
internal static class ScaleReport
{
    private const string Grows = "full list";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static List<ScaleStep> Load(string file) => File.Exists(file) ? JsonSerializer.Deserialize<List<ScaleStep>>(File.ReadAllText(file)) ?? [] : [];

    /// <summary>Adds a size to those in a file, in place of one of the same number of pods.</summary>
    public static List<ScaleStep> Add(string file, ScaleStep step)
    {
        List<ScaleStep> steps = [.. Load(file).Where(known => known.Pods != step.Pods).Append(step).OrderBy(known => known.Pods)];
        File.WriteAllText(file, JsonSerializer.Serialize(steps, Indented));
        return steps;
    }

    public static void Print(IReadOnlyList<ScaleStep> steps)
    {
        var table = new Table { Title = new TableTitle($"{steps[^1].Nodes:#,##0} nodes, {Environment.ProcessorCount} cores"), Border = TableBorder.Simple }.AddColumn("p50 / p99, ms");
        foreach (var step in steps)
            table.AddColumn(new TableColumn(Markup.Escape($"{Number(step.Pods)} pods")).RightAligned());
        foreach (var cost in steps[0].Costs.Keys)
            Row(table, cost, steps, step => step.Costs.TryGetValue(cost, out var known) ? $"{Short(known.P50)} / {Short(known.P99)}" : "");
        Row(table, "pods of a Deployment bound, per s", steps, step => $"{Number(step.ScheduledPerSecond)} (of {Number(step.Scheduled)})");
        Row(table, "pods created, per s (32 clients)", steps, step => step.FilledPerSecond == 0 ? "" : Number(step.FilledPerSecond));
        Row(table, "a node's death: 30 pods replaced, s", steps, step => step.DeathSeconds == 0 ? "" : $"{step.DeathSeconds:0.0} ({step.ReplacedSeconds:0.00} first to last)");
        Row(table, "resident memory, MB", steps, step => Number(step.ResidentMegabytes));
        AnsiConsole.Write(table);
    }

    /// <summary>Draws medians over the number of pods, both logarithmic: what does not grow is level, what grows with the cluster is a diagonal.</summary>
    public static void Draw(IReadOnlyList<ScaleStep> steps, string file)
    {
        var chart = new LogChart("pods in the cluster", "p50, ms");
        foreach (var cost in steps[0].Costs.Keys)
            chart.Add(cost == Grows ? "full list (grows)" : cost, [.. steps.Where(step => step.Costs.ContainsKey(cost)).Select(step => ((double)step.Pods, step.Costs[cost].P50))]);
        chart.Add("ms per pod scheduled", [.. steps.Where(step => step.ScheduledPerSecond > 0).Select(step => ((double)step.Pods, 1000 / step.ScheduledPerSecond))]);
        File.WriteAllBytes(file, chart.ToPng());
    }

    private static void Row(Table table, string title, IReadOnlyList<ScaleStep> steps, Func<ScaleStep, string> cell) =>
        table.AddRow([new Text(title), .. steps.Select(step => new Text(cell(step)))]);

    private static string Number(double value) => value.ToString("#,##0", CultureInfo.InvariantCulture);

    private static string Short(double value) => value.ToString(value < 1 ? "0.000" : value < 100 ? "0.00" : "#,##0", CultureInfo.InvariantCulture);
}
