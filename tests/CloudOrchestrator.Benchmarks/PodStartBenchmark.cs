using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using CloudOrchestrator.Benchmarks.Http;
using Spectre.Console;

namespace CloudOrchestrator.Benchmarks;

/// <summary>How long pods take from the create request until the API shows them Ready.</summary>
internal sealed class PodStartBenchmark(Kubeconfig kubeconfig, int count, string image)
{
    private const string Namespace = "bench-pod-start";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, long> _created = new();
    private readonly Samples _ready = new("create → Ready");
    private readonly Samples _answered = new("create request");

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var client = kubeconfig.CreateClient(32);
        using var expiry = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        expiry.CancelAfter(Limit);
        await PrepareAsync(client, expiry.Token);
        var started = TimeProvider.System.GetTimestamp();
        var watching = WatchAsync(client, expiry.Token);
        var options = new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = expiry.Token };
        await Parallel.ForAsync(0, count, options, (index, token) => CreateAsync(client, index, token));
        await watching;
        var total = TimeProvider.System.GetElapsedTime(started);
        var table = Samples.Table($"{count} pods at once");
        _answered.AddTo(table, total);
        _ready.AddTo(table, total);
        AnsiConsole.Write(table);
        (await client.DeleteAsync(new Uri($"api/v1/namespaces/{Namespace}", UriKind.Relative), expiry.Token)).EnsureSuccessStatusCode();
        return 0;
    }

    private static async Task PrepareAsync(HttpClient client, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = new JsonObject { ["name"] = Namespace } };
        (await client.PostAsJsonAsync("api/v1/namespaces", body, cancellationToken)).EnsureSuccessStatusCode();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!(await client.GetAsync(new Uri($"api/v1/namespaces/{Namespace}/serviceaccounts/default", UriKind.Relative), cancellationToken)).IsSuccessStatusCode)
            await timer.WaitForNextTickAsync(cancellationToken);
    }

    private async ValueTask CreateAsync(HttpClient client, int index, CancellationToken cancellationToken)
    {
        var name = $"pod-{index}";
        var pod = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = new JsonObject
            {
                ["terminationGracePeriodSeconds"] = 0,
                ["containers"] = new JsonArray(new JsonObject { ["name"] = "echo", ["image"] = image }),
            },
        };
        var started = TimeProvider.System.GetTimestamp();
        _created[name] = started;
        using var answer = await client.PostAsJsonAsync($"api/v1/namespaces/{Namespace}/pods", pod, cancellationToken);
        answer.EnsureSuccessStatusCode();
        _answered.Add(TimeProvider.System.GetElapsedTime(started));
    }

    private async Task WatchAsync(HttpClient client, CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/v1/namespaces/{Namespace}/pods?watch=true&resourceVersion=0");
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        using var reader = new StreamReader(await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(cancellationToken));
        while (seen.Count < count && await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            var arrived = TimeProvider.System.GetTimestamp();
            var pod = JsonDocument.Parse(line).RootElement.GetProperty("object");
            var name = pod.GetProperty("metadata").GetProperty("name").GetString() ?? "";
            if (IsReady(pod) && seen.Add(name))
                _ready.Add(TimeProvider.System.GetElapsedTime(_created[name], arrived));
        }
    }

    private static bool IsReady(JsonElement pod) =>
        pod.TryGetProperty("status", out var status) && status.TryGetProperty("conditions", out var conditions)
        && conditions.EnumerateArray().Any(condition => condition.GetProperty("type").GetString() == "Ready" && condition.GetProperty("status").GetString() == "True");
}
