using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using CloudOrchestrator.Objects;

namespace CloudOrchestrator.DockerEngine;

/// <summary>Requests to the engine, each within its time: plain ones over pooled connections, hijacked ones over a connection of their own.</summary>
internal sealed class DockerTransport : IDisposable
{
    private readonly string _socketPath;
    private readonly DockerTimeLimits _limits;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;
    private readonly SemaphoreSlim _negotiating = new(1, 1);
    private string? _versionPrefix;

    public DockerTransport(string socketPath, DockerTimeLimits limits, TimeProvider time)
    {
        (_socketPath, _limits, _time) = (socketPath, limits, time);
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) => new NetworkStream(await ConnectAsync(cancellationToken), ownsSocket: true),
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
            UseProxy = false,
        };
        _http = new HttpClient(handler) { BaseAddress = new Uri("http://docker"), Timeout = Timeout.InfiniteTimeSpan };
    }

    public void Dispose()
    {
        _http.Dispose();
        _negotiating.Dispose();
    }

    /// <summary>Sends a request and reads its JSON answer.</summary>
    public async Task<T> SendAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var limit = Limit(method, path, _limits.Request, cancellationToken);
        return await limit.RunAsync(async token =>
        {
            using var response = await AnswerAsync(method, path, JsonContentOf(body), null, token);
            return DockerJson.Read<T>(await response.Content.ReadAsByteArrayAsync(token));
        });
    }

    /// <summary>Sends a request whose answer says nothing. <paramref name="longer"/>: what the engine may take longer than usual, because it was told to wait.</summary>
    public async Task SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken, TimeSpan longer = default)
    {
        using var limit = Limit(method, path, _limits.Request + longer, cancellationToken);
        await limit.RunAsync(async token =>
        {
            using var response = await AnswerAsync(method, path, JsonContentOf(body), null, token);
            await response.Content.CopyToAsync(Stream.Null, token);
            return true;
        });
    }

    /// <summary>Sends a request and returns the answer once its headers are there, which is limited; its body is not. The caller disposes it.</summary>
    public async Task<HttpResponseMessage> OpenAsync(HttpMethod method, string path, CancellationToken cancellationToken)
    {
        using var limit = Limit(method, path, _limits.Request, cancellationToken);
        return await limit.RunAsync(token => AnswerAsync(method, path, null, null, token));
    }

    /// <summary>Sends a request whose answer is a sequence of values, each of which must come within the limit of silence.</summary>
    public async Task FollowAsync<T>(
        HttpMethod method, string path, HttpContent? content, string? registryAuth, Action<T> each, CancellationToken cancellationToken)
    {
        using var limit = Limit(method, path, _limits.Silence, cancellationToken);
        await limit.RunAsync(async token =>
        {
            using var response = await AnswerAsync(method, path, content, registryAuth, token);
            await using var body = await response.Content.ReadAsStreamAsync(token);
            await foreach (var value in JsonSerializer.DeserializeAsyncEnumerable<T>(body, topLevelValues: true, DockerJson.Options, token))
            {
                limit.Restart();
                if (value is not null)
                    each(value);
            }
            return true;
        });
    }

    /// <summary>Sends a request that turns its connection into a raw stream in both directions; the time until it is one is limited.</summary>
    public async Task<Socket> HijackAsync(string path, object? body, CancellationToken cancellationToken)
    {
        using var limit = Limit(HttpMethod.Post, path, _limits.Request, cancellationToken);
        return await limit.RunAsync(async token =>
        {
            var target = await VersionedAsync(path, token);
            var payload = body is null ? [] : JsonSerializer.SerializeToUtf8Bytes(body, DockerJson.Options);
            var socket = await ConnectAsync(token);
            try
            {
                await HijackHandshake.PerformAsync(socket, target, payload, token);
                return socket;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        });
    }

    /// <summary>The time between two parts of an answer that the engine has ready.</summary>
    public TimeLimit SilenceOf(string what, CancellationToken cancellationToken) => new(Unanswered(what), _limits.Silence, _time, cancellationToken);

    internal static DockerApiException Failure(HttpStatusCode status, string body)
    {
        try
        {
            return new DockerApiException(status, JsonNode.Parse(body)?["message"]?.GetValue<string>() ?? body);
        }
        catch (JsonException)
        {
            return new DockerApiException(status, body);
        }
    }

    private TimeLimit Limit(HttpMethod method, string path, TimeSpan limit, CancellationToken cancellationToken)
    {
        var query = path.IndexOf('?', StringComparison.Ordinal);
        return new TimeLimit(Unanswered($"{method} {(query < 0 ? path : path[..query])}"), limit, _time, cancellationToken);
    }

    private static string Unanswered(string request) => "the container engine has not answered " + request;

    private async Task<HttpResponseMessage> AnswerAsync(
        HttpMethod method, string path, HttpContent? content, string? registryAuth, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, await VersionedAsync(path, cancellationToken)) { Content = content };
        if (registryAuth is not null)
            request.Headers.TryAddWithoutValidation("X-Registry-Auth", registryAuth);
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if ((int)response.StatusCode < 400)
            return response;
        using (response)
            throw Failure(response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
    }

    private static ByteArrayContent? JsonContentOf(object? body)
    {
        if (body is null)
            return null;
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, DockerJson.Options));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    private async Task<string> VersionedAsync(string path, CancellationToken cancellationToken)
    {
        if (_versionPrefix is null)
            await NegotiateAsync(cancellationToken);
        return _versionPrefix + path;
    }

    private async Task NegotiateAsync(CancellationToken cancellationToken)
    {
        await _negotiating.WaitAsync(cancellationToken);
        try
        {
            if (_versionPrefix is not null)
                return;
            using var response = await _http.GetAsync(new Uri("/_ping", UriKind.Relative), cancellationToken);
            response.EnsureSuccessStatusCode();
            var offered = response.Headers.TryGetValues("Api-Version", out var values) && Version.TryParse(values.First(), out var version)
                ? version
                : DockerClientConfiguration.ApiVersionMax;
            _versionPrefix = $"/v{(offered < DockerClientConfiguration.ApiVersionMax ? offered : DockerClientConfiguration.ApiVersionMax)}";
        }
        finally
        {
            _negotiating.Release();
        }
    }

    private async ValueTask<Socket> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(_socketPath), cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
