using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace CloudOrchestrator.EndToEnd.Tests;

/// <summary>Constant requests to a URL from several connections at once, each request counted. Bounded: it stops when told or after its limit.</summary>
internal sealed class NodePortLoad : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);

    private readonly CancellationTokenSource _stopping = new(Limit);
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly ConcurrentDictionary<string, int> _versions = new();
    private readonly Task _running;
    private int _succeeded;

    private NodePortLoad(string url, int clients, bool keepAlive)
    {
        _running = Task.WhenAll(Enumerable.Range(0, clients).Select(_ => RequestAsync(url, keepAlive)));
    }

    /// <summary>Requests answered with 200.</summary>
    public int Succeeded => _succeeded;

    /// <summary>What went wrong, a text per failed request.</summary>
    public IReadOnlyCollection<string> Failures => _failures;

    /// <summary>Image versions that answered, with the number of answers.</summary>
    public IReadOnlyDictionary<string, int> Versions => _versions;

    public static NodePortLoad Start(string url, int clients, bool keepAlive) => new(url, clients, keepAlive);

    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stopping.Dispose();
    }

    private async Task RequestAsync(string url, bool keepAlive)
    {
        using var handler = new SocketsHttpHandler { UseProxy = false };
        using var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(10) };
        client.DefaultRequestHeaders.ConnectionClose = !keepAlive;
        using var pace = new PeriodicTimer(Pace);
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var answer = await client.GetFromJsonAsync<JsonObject>(url);
                Interlocked.Increment(ref _succeeded);
                _versions.AddOrUpdate((string?)answer?["version"] ?? "", 1, (_, count) => count + 1);
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or System.Text.Json.JsonException)
            {
                _failures.Enqueue($"{exception.GetType().Name}: {exception.Message} {exception.InnerException?.Message}");
            }

            try
            {
                await pace.WaitForNextTickAsync(_stopping.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
