using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CloudOrchestrator.DockerEngine;

/// <summary>Requests to the engine: plain ones over pooled connections, hijacked ones over a connection of their own.</summary>
internal sealed class DockerTransport : IDisposable
{
    private readonly string _socketPath;
    private readonly HttpClient _http;
    private readonly SemaphoreSlim _negotiating = new(1, 1);
    private string? _versionPrefix;

    public DockerTransport(string socketPath)
    {
        _socketPath = socketPath;
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
        using var response = await SendAsync(method, path, JsonContentOf(body), null, cancellationToken);
        return DockerJson.Read<T>(await response.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    /// <summary>Sends a request whose answer says nothing.</summary>
    public async Task SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(method, path, JsonContentOf(body), null, cancellationToken);
        await response.Content.CopyToAsync(Stream.Null, cancellationToken);
    }

    /// <summary>Sends a request and returns the answer once its headers are there. The caller disposes it.</summary>
    public async Task<HttpResponseMessage> SendAsync(
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

    /// <summary>Sends a request that turns its connection into a raw stream in both directions.</summary>
    public async Task<Socket> HijackAsync(string path, object? body, CancellationToken cancellationToken)
    {
        var target = await VersionedAsync(path, cancellationToken);
        var payload = body is null ? [] : JsonSerializer.SerializeToUtf8Bytes(body, DockerJson.Options);
        var socket = await ConnectAsync(cancellationToken);
        try
        {
            await HijackHandshake.PerformAsync(socket, target, payload, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

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
