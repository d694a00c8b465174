using System.Collections.Concurrent;
using System.Net;

namespace CloudOrchestrator.Benchmarks.Load;

/// <summary>Watches of a namespace in which nothing happens, many to a connection over HTTP/2, as clients of Kubernetes open them.</summary>
internal sealed class IdleWatches : IWatchCrowd
{
    private const int AtOnce = 64;
    private readonly HttpClient _client;
    private readonly ConcurrentBag<HttpResponseMessage> _answers = [];
    private int _refused;

    public IdleWatches(LoadTarget target, int count)
    {
        _client = target.Kubeconfig.CreateClient(connections: 1000);
        _client.DefaultRequestVersion = HttpVersion.Version20;
        _client.DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact;
        var path = $"/api/v1/namespaces/{target.Namespace("idle")}/configmaps?watch=true&timeoutSeconds=3600";
        Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, (_, stop) => OpenAsync(path, stop)).GetAwaiter().GetResult();
    }

    public int Open => _answers.Count;

    public int Refused => _refused;

    public void Dispose()
    {
        foreach (var answer in _answers)
            answer.Dispose();
        _client.Dispose();
    }

    private async ValueTask OpenAsync(string path, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        var answer = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        if (answer.IsSuccessStatusCode)
        {
            _answers.Add(answer);
            return;
        }

        using (answer)
        {
            if (answer.StatusCode != HttpStatusCode.TooManyRequests || answer.Headers.RetryAfter is null)
                throw new IOException($"A watch was answered {(int)answer.StatusCode}{(answer.StatusCode == HttpStatusCode.TooManyRequests ? " without Retry-After" : "")}.");
            Interlocked.Increment(ref _refused);
        }
    }
}
