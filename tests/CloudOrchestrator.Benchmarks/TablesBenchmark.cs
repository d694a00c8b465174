using System.Diagnostics;
using System.Globalization;
using CloudOrchestrator.Testing.Azure;
using Spectre.Console;

namespace CloudOrchestrator.Benchmarks;

/// <summary>How fast several processes write through one log in Table Storage: all to one stream, where they contend, or each to its own.</summary>
internal sealed class TablesBenchmark(string? connection, IReadOnlyList<int> writers, int clients, TimeSpan time)
{
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var azurite = connection is null ? await Azurite.StartAsync() : null;
        var table = new Table { Title = new TableTitle($"objects of 1 KiB, {clients} clients in each process, {time.TotalSeconds:0} s") }
            .AddColumns("processes", "streams", "writes", "appends", "conflicts", "p50", "p99", "max");
        foreach (var shared in new[] { true, false })
        {
            foreach (var count in writers)
            {
                var prefix = $"b{Environment.ProcessId}{(shared ? "s" : "o")}{count}";
                var processes = Enumerable.Range(0, count).Select(
                    writer => Start(azurite?.ConnectionString ?? connection!, prefix, shared ? "pods" : $"pods{writer}", $"w{writer}")).ToArray();
                var runs = await RunAsync(processes, cancellationToken);
                table.AddRow([$"{count}", shared ? "one" : "one each", .. Row(runs)]);
            }
        }

        AnsiConsole.Write(table);
        return 0;
    }

    private IEnumerable<string> Row(WriterRun[] runs)
    {
        var latencies = runs.SelectMany(run => run.Milliseconds).Order().ToArray();
        string At(double quantile) => string.Create(CultureInfo.InvariantCulture, $"{latencies[(int)((latencies.Length - 1) * quantile)]:0.0} ms");
        string Rate(long number) => string.Create(CultureInfo.InvariantCulture, $"{number / time.TotalSeconds:0}/s");
        return [Rate(latencies.Length), Rate(runs.Sum(run => run.Appends)), Rate(runs.Sum(run => run.Conflicts)), At(0.5), At(0.99), At(1)];
    }

    private static async Task<WriterRun[]> RunAsync(Process[] processes, CancellationToken cancellationToken)
    {
        foreach (var process in processes)
            await process.StandardOutput.ReadLineAsync(cancellationToken);
        foreach (var process in processes)
            await process.StandardInput.WriteLineAsync("go");
        return await Task.WhenAll(processes.Select(process => EndAsync(process, cancellationToken)));
    }

    private static async Task<WriterRun> EndAsync(Process process, CancellationToken cancellationToken)
    {
        using var ended = process;
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? WriterRun.Parse(output) : throw new InvalidOperationException($"a writer ended with {process.ExitCode}");
    }

    private Process Start(string connectionString, string prefix, string stream, string name)
    {
        string[] arguments =
        [
            "exec", typeof(TablesBenchmark).Assembly.Location, TablesWriter.Command, connectionString, prefix, stream, name, $"{clients}",
            time.TotalSeconds.ToString(CultureInfo.InvariantCulture),
        ];
        return Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardInput = true })
            ?? throw new InvalidOperationException("dotnet did not start");
    }
}
