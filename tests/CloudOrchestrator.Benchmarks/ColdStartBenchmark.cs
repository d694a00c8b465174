using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using CloudOrchestrator.ApiServer.Security;
using CloudOrchestrator.AzureKeys;
using CloudOrchestrator.AzureTables;
using CloudOrchestrator.Emulators.ServiceBus;
using CloudOrchestrator.Testing;
using CloudOrchestrator.Testing.Azure;
using Spectre.Console;

namespace CloudOrchestrator.Benchmarks;

/// <summary>
/// How long a new handler process of the Functions app takes from its start to the answer of its first request for one object, by how many objects the cluster holds,
/// and what it reads for that. The Table service is ours, which keeps the real one's rules and an order of its rows: Azurite looks through a whole partition for each row.
/// </summary>
internal sealed class ColdStartBenchmark(string? handler, IReadOnlyList<int> objects, int starts)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private const string TablePrefix = "cloudorchestrator";
    private static readonly string Filler = new('x', 900);
    private readonly string _handler = handler ?? Path.Combine(RepositoryRoot.Path, "artifacts", "programs", "control-plane", "CloudOrchestrator.ControlPlaneHost");

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var tables = await StrictTableService.StartAsync(new StrictTableOptions { SeenMax = 100 });
        await using var bus = await ServiceBusEmulator.StartAsync(0, new ServiceBusBrokerOptions(), new ServiceBusRestOptions(), TimeProvider.System, cancellationToken);
        var settings = new Dictionary<string, string> { ["Storage"] = tables.ConnectionString, ["ServiceBus"] = bus.ConnectionString, ["WorkQueue"] = "work" };
        using var http = new HttpClient { Timeout = Limit };
        var table = new Table { Title = new TableTitle($"process start to the first answer, {starts} starts each") }
            .AddColumns("objects", "GET / p50", "GET one object p50", "worst", "storage transactions", "bytes read", "resident");
        var held = 0;
        foreach (var wanted in objects.Order())
        {
            var filling = Stopwatch.GetTimestamp();
            var name = await FillAsync(http, settings, held, wanted, cancellationToken);
            await Console.Error.WriteLineAsync($"{wanted} objects after {Stopwatch.GetElapsedTime(filling).TotalSeconds:0} s");
            held = wanted;
            var runs = new List<Start>();
            for (var start = 0; start < starts; start++)
                runs.Add(await StartOnceAsync(http, settings, tables, $"/api/v1/namespaces/default/configmaps/{name}", cancellationToken));
            table.AddRow(
                wanted.ToString("#,##0", CultureInfo.InvariantCulture), Median(runs, run => run.Ready), Median(runs, run => run.Answered),
                $"{runs.Max(run => run.Answered).TotalMilliseconds:0} ms", $"{runs.Max(run => run.Transactions)}", $"{runs.Max(run => run.BytesRead):#,##0}", $"{runs.Max(run => run.Resident) >> 20} MB");
        }

        AnsiConsole.Write(table);
        return 0;
    }

    private static string Median(List<Start> runs, Func<Start, TimeSpan> of) => $"{runs.Select(of).Order().ElementAt(runs.Count / 2).TotalMilliseconds:0} ms";

    private async Task<Start> StartOnceAsync(
        HttpClient http, Dictionary<string, string> settings, StrictTableService tables, string path, CancellationToken cancellationToken)
    {
        var token = await TokenAsync(settings, cancellationToken);
        var (requests, bytes) = (tables.Requests, tables.AnsweredBytes);
        var began = Stopwatch.GetTimestamp();
        using var process = Launch(settings, out var server);
        try
        {
            while (!await AnswersAsync(http, server, cancellationToken))
                await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, cancellationToken);
            var ready = Stopwatch.GetElapsedTime(began);
            using var answer = await http.SendAsync(Request(HttpMethod.Get, server, path, token), cancellationToken);
            answer.EnsureSuccessStatusCode();
            var answered = Stopwatch.GetElapsedTime(began);
            (requests, bytes) = (tables.Requests - requests, tables.AnsweredBytes - bytes);
            process.Refresh();
            return new Start(ready, answered, requests, bytes, process.WorkingSet64);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(cancellationToken);
        }
    }

    /// <summary>Returns the name of one of the ConfigMaps.</summary>
    private async Task<string> FillAsync(HttpClient http, Dictionary<string, string> settings, int from, int to, CancellationToken cancellationToken)
    {
        using var process = Launch(settings, out var server);
        try
        {
            while (!await AnswersAsync(http, server, cancellationToken))
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
            using (await http.SendAsync(Request(HttpMethod.Get, server, "/api/v1/namespaces/default", "-"), cancellationToken))
            {
                // Whoever asks first has the cluster made; the token exists afterwards.
            }

            var token = await TokenAsync(settings, cancellationToken);
            var sample = await SampleAsync(http, server, token, cancellationToken);
            await new TableFill(settings["Storage"], TablePrefix, "configmaps", sample).AddAsync("default", from, to, cancellationToken);
            return to == 0 ? sample["metadata"]!["name"]!.GetValue<string>() : TableFill.NameOf(to / 2);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(cancellationToken);
        }
    }

    private static async Task<JsonObject> SampleAsync(HttpClient http, Uri server, string token, CancellationToken cancellationToken)
    {
        var request = Request(HttpMethod.Post, server, "/api/v1/namespaces/default/configmaps", token);
        request.Content = new StringContent($$$"""{"metadata":{"generateName":"sample-"},"data":{"x":"{{{Filler}}}"}}""", Encoding.UTF8, "application/json");
        using var answer = await http.SendAsync(request, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken))!.AsObject();
    }

    private Process Launch(Dictionary<string, string> settings, out Uri server)
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        server = new Uri($"http://127.0.0.1:{port}");
        var start = new ProcessStartInfo(_handler) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        start.Environment["FUNCTIONS_CUSTOMHANDLER_PORT"] = port.ToString(CultureInfo.InvariantCulture);
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{_handler} did not start");
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static HttpRequestMessage Request(HttpMethod method, Uri server, string path, string token) =>
        new(method, new Uri(server, path)) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };

    private static async Task<string> TokenAsync(Dictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var rows = new TableRows(new TableServiceClient(settings["Storage"]), TablePrefix);
        return (await ClusterKeys.OpenAsync(new TableKeyStore(rows), TimeProvider.System, cancellationToken)).AdminToken;
    }

    private static async Task<bool> AnswersAsync(HttpClient http, Uri server, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(server, cancellationToken);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private sealed record Start(TimeSpan Ready, TimeSpan Answered, long Transactions, long BytesRead, long Resident);
}
