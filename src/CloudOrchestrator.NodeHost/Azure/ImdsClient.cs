using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CloudOrchestrator.NodeHost.Azure;

/// <summary>The machine's metadata service.</summary>
internal sealed class ImdsClient(HttpClient http, TimeProvider time)
{
    private const int Attempts = 8;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    // The first question for events switches the feature on, which takes up to two minutes.
    private static readonly TimeSpan EventsLimit = TimeSpan.FromSeconds(150);
    private static readonly TimeSpan RetryMin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RetryMax = TimeSpan.FromSeconds(32);

    /// <summary>Where every machine in Azure finds it.</summary>
    public static Uri Standard { get; } = new("http://169.254.169.254");

    /// <summary>A client of the service at an address. It is never behind a proxy.</summary>
    public static ImdsClient At(Uri address, TimeProvider time) => new(
        new HttpClient(new SocketsHttpHandler { UseProxy = false, ConnectTimeout = TimeSpan.FromSeconds(5) })
        {
            BaseAddress = address,
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestHeaders = { { "Metadata", "true" } },
        },
        time);

    /// <summary>A token of the machine's managed identity.</summary>
    /// <param name="audience">Whom it is for.</param>
    /// <param name="clientId">Which identity; null when there is only one.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<string> TokenAsync(string audience, string? clientId, CancellationToken cancellationToken)
    {
        var identity = clientId is null ? "" : $"&client_id={Uri.EscapeDataString(clientId)}";
        var answer = await PersistentlyAsync(
            $"metadata/identity/oauth2/token?api-version=2018-02-01&resource={Uri.EscapeDataString(audience)}{identity}", cancellationToken);
        return (string?)answer["access_token"] ?? throw new HttpRequestException("the metadata service answered without a token");
    }

    /// <summary>What the machine is.</summary>
    public Task<JsonObject> InstanceAsync(CancellationToken cancellationToken) =>
        PersistentlyAsync("metadata/instance?api-version=2021-02-01&format=json", cancellationToken);

    /// <summary>What will be done to it.</summary>
    public Task<JsonObject> EventsAsync(CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, "metadata/scheduledevents?api-version=2020-07-01", null, EventsLimit, cancellationToken);

    /// <summary>Allows an event to begin.</summary>
    public Task StartEventAsync(string id, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["StartRequests"] = new JsonArray(new JsonObject { ["EventId"] = id }) };
        return SendAsync(HttpMethod.Post, "metadata/scheduledevents?api-version=2020-07-01", body, Limit, cancellationToken);
    }

    /// <summary>Asks until there is an answer: the service is updated now and then (404, 410), limits its callers (429) and fails for moments (5xx).</summary>
    private async Task<JsonObject> PersistentlyAsync(string path, CancellationToken cancellationToken)
    {
        var delay = RetryMin;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await SendAsync(HttpMethod.Get, path, null, Limit, cancellationToken);
            }
            catch (HttpRequestException failure) when (attempt < Attempts && MayPass(failure.StatusCode))
            {
                await Task.Delay(delay, time, cancellationToken);
                delay = delay * 2 < RetryMax ? delay * 2 : RetryMax;
            }
        }
    }

    private static bool MayPass(HttpStatusCode? code) =>
        code is null or HttpStatusCode.NotFound or HttpStatusCode.Gone or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;

    private async Task<JsonObject> SendAsync(HttpMethod method, string path, JsonObject? body, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) };
        try
        {
            using var answer = await http.SendAsync(request, either.Token);
            var text = await answer.Content.ReadAsStringAsync(either.Token);
            if (!answer.IsSuccessStatusCode)
            {
                var shown = text.Length > 300 ? text[..300] : text;
                var message = string.Create(CultureInfo.InvariantCulture, $"the metadata service answered {(int)answer.StatusCode} {answer.ReasonPhrase}: {shown}");
                throw new HttpRequestException(message, null, answer.StatusCode);
            }
            return method == HttpMethod.Post ? [] : JsonNode.Parse(text) as JsonObject ?? throw new HttpRequestException("the metadata service answered no object");
        }
        catch (JsonException unreadable)
        {
            throw new HttpRequestException("the metadata service answered what cannot be read", unreadable);
        }
        catch (OperationCanceledException late) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException($"the metadata service has not answered for {patience.TotalSeconds} s", late);
        }
    }
}
