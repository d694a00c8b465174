using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace CloudOrchestrator.Benchmarks.Load;

/// <summary>The results as one table and as JSON.</summary>
internal sealed class LoadReport(string title, IReadOnlyList<LoadRow> rows, LoadSettings settings)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private readonly List<RowResult> _results = [];

    public IReadOnlyList<RowResult> Results => _results;

    public void Add(RowResult result)
    {
        _results.Add(result);
        Console.Error.WriteLine(result.Missing is null
            ? string.Create(CultureInfo.InvariantCulture, $"  {result.Row} on {result.Server}: {result.PerSecond:#,##0.#}/s, p50 {result.P50Milliseconds:0.00} ms, p99 {result.P99Milliseconds:0.00} ms")
            : $"  {result.Row} on {result.Server}: {result.Missing}");
    }

    public void Print()
    {
        var compares = _results.Select(result => result.Server).Distinct().Count() > 1;
        var table = new Table { Title = new TableTitle(Markup.Escape(title)), Border = TableBorder.Simple }
            .AddColumns("work", "server", "clients", "count", "rate", "p50", "p99", "server µs", "client µs", "bytes in", "RSS");
        table.AddColumns(compares ? "times the other" : "times Kubernetes*", "target", "");
        foreach (var column in table.Columns.Skip(2).Take(10))
            column.RightAligned();
        foreach (var result in _results)
            table.AddRow([.. Cells(result, compares).Select(text => new Text(text))]);
        AnsiConsole.Write(table);
        AnsiConsole.WriteLine("server µs, client µs: processor time of the server's processes and of this program per operation; both share the machine's cores. RSS: when the row had ended.");
        if (!compares)
            AnsiConsole.WriteLine("* Kubernetes 1.32.6 as once measured on ANOTHER machine of 2 cores (docs/benchmarks.md): an orientation. --against KUBECONFIG measures both here, in turns.");
    }

    public void Save(string file) => File.WriteAllText(file, JsonSerializer.Serialize(
        new { title, cores = Environment.ProcessorCount, at = TimeProvider.System.GetUtcNow(), results = _results }, Indented));

    private IEnumerable<string> Cells(RowResult result, bool compares)
    {
        var reference = Reference.Of(result.Row);
        yield return Title(result.Row);
        yield return result.Server;
        if (result.Missing is not null)
        {
            yield return "–";
            foreach (var _ in Enumerable.Range(0, 8))
                yield return "";
            yield return "";
            yield return result.Missing;
            yield return "";
            yield break;
        }

        yield return result.Clients == 0 ? "" : $"{result.Clients}";
        yield return Number(result.Operations);
        yield return result.PerSecond == 0 ? "" : Number(result.PerSecond) + "/s";
        yield return Milliseconds(result.P50Milliseconds);
        yield return Milliseconds(result.P99Milliseconds);
        yield return Number(result.ServerMicroseconds);
        yield return Number(result.ClientMicroseconds);
        yield return Number(result.BytesReceived);
        yield return result.ResidentMegabytes == 0 ? "" : $"{result.ResidentMegabytes:0} MB";
        var other = compares ? _results.Find(candidate => candidate.Row == result.Row && candidate.Server != result.Server && candidate.Missing is null) : null;
        yield return reference is null || (compares && other is null) ? ""
            : (other is null ? reference.Ratio(result) : reference.Ratio(result, other)).ToString("0.0×", CultureInfo.InvariantCulture);
        yield return reference?.Wanted ?? result.Note ?? "";
        yield return reference is null ? "" : reference.Reached(result) ? "yes" : "NO";
    }

    private string Title(string row) => row switch
    {
        "start" => "process start → ready",
        "start-first" => "first start → ready (makes keys)",
        "memory-idle" => "resident memory, idle",
        "memory-loaded" => "resident memory after the Deployment",
        _ => rows.First(known => known.Name == row).Title
            .Replace("{pods}", settings.Pods.ToString("#,##0", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{nodes}", settings.Nodes.ToString("#,##0", CultureInfo.InvariantCulture), StringComparison.Ordinal),
    };

    private static string Number(double value) => value == 0 ? "" : value.ToString(value < 10 ? "0.0" : "#,##0", CultureInfo.InvariantCulture);

    private static string Milliseconds(double value) => value == 0 ? "" : value.ToString(value < 10 ? "0.00" : "#,##0.0", CultureInfo.InvariantCulture) + " ms";
}
