using System.Net.Http.Headers;
using System.Text;
using Spectre.Console;

namespace CloudOrchestrator.Benchmarks;

/// <summary>The verbs on small objects, each row measured alone.</summary>
internal sealed class ApiBenchmark(Kubeconfig kubeconfig, int requests, int clients)
{
    private const string Path = "api/v1/namespaces/default/configmaps";

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        using var client = kubeconfig.CreateClient(clients);
        var table = Samples.Table($"ConfigMaps of 1 KiB, {clients} connections");
        var payload = new string('x', 900);
        await RowAsync(table, "create", client, index => Body(HttpMethod.Post, Path, "application/json",
            $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"bench-{{{index}}}"},"data":{"payload":"{{{payload}}}"}}"""), cancellationToken);
        await RowAsync(table, "get", client, index => new HttpRequestMessage(HttpMethod.Get, $"{Path}/bench-{index}"), cancellationToken);
        await RowAsync(table, "merge-patch", client, index => Body(HttpMethod.Patch, $"{Path}/bench-{index}", "application/merge-patch+json",
            $$$"""{"data":{"count":"{{{index}}}"}}"""), cancellationToken);
        await RowAsync(table, "delete", client, index => new HttpRequestMessage(HttpMethod.Delete, $"{Path}/bench-{index}"), cancellationToken);
        AnsiConsole.Write(table);
        return 0;
    }

    private async Task RowAsync(Table table, string name, HttpClient client, Func<int, HttpRequestMessage> create, CancellationToken cancellationToken)
    {
        var samples = new Samples(name);
        var started = TimeProvider.System.GetTimestamp();
        await Parallel.ForAsync(0, requests, new ParallelOptions { MaxDegreeOfParallelism = clients, CancellationToken = cancellationToken }, async (index, token) =>
        {
            using var request = create(index);
            var sent = TimeProvider.System.GetTimestamp();
            using var answer = await client.SendAsync(request, token);
            answer.EnsureSuccessStatusCode();
            await answer.Content.ReadAsByteArrayAsync(token);
            samples.Add(TimeProvider.System.GetElapsedTime(sent));
        });
        samples.AddTo(table, TimeProvider.System.GetElapsedTime(started));
    }

    private static HttpRequestMessage Body(HttpMethod method, string path, string mediaType, string text)
    {
        var request = new HttpRequestMessage(method, path) { Content = new StringContent(text, Encoding.UTF8) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        return request;
    }
}
