using System.Net;
using CloudOrchestrator.ApiServer;
using CloudOrchestrator.ApiServer.Security;
using CloudOrchestrator.Kinds;
using CloudOrchestrator.Storage;
using CloudOrchestrator.Testing;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.Benchmarks.Micro;

/// <summary>The whole API server over a log in memory, called without a network: from the request's bytes to the answer's.</summary>
internal sealed class InProcessApi : IAsyncDisposable
{
    private const string Token = "benchmark";
    private readonly string _folder = Directory.CreateTempSubdirectory("micro-").FullName;
    private readonly MemoryLog _log = new(TimeProvider.System);
    private readonly ObjectStore _store;
    private readonly ClusterCertificates _certificates;
    private readonly KubernetesApi _api;

    public InProcessApi()
    {
        _store = new ObjectStore(_log, new ObjectStoreOptions { Indexes = KubernetesApi.Indexes }, TimeProvider.System, new SeededIds(7));
        _certificates = ClusterCertificates.Open(new ClusterCertificatesOptions { Folder = Path.Combine(_folder, "pki") }, TimeProvider.System);
        var options = new ApiServerOptions { AuditDirectory = _folder, AdvertiseAddress = IPAddress.Parse("192.0.2.1") };
        _api = new KubernetesApi(options, KindRegistry.BuiltIn(), _store, _certificates, Token, TimeProvider.System, new SeededIds(11));
    }

    public async Task StartAsync()
    {
        await _api.StartAsync(CancellationToken.None);
        await SendAsync("POST", "/api/v1/namespaces", """{"metadata":{"name":"bench"}}"""u8.ToArray());
        await SendAsync("POST", "/api/v1/namespaces/bench/serviceaccounts", """{"metadata":{"name":"default"}}"""u8.ToArray());
    }

    /// <summary>Sends a request and drops the answer's body; an answer that is no success is an error.</summary>
    public async Task SendAsync(string method, string path, byte[]? body = null, string mediaType = "application/json", string query = "")
    {
        var context = Context(method, path, query, Stream.Null, CancellationToken.None);
        if (body is not null)
        {
            context.Request.Body = new MemoryStream(body);
            context.Request.ContentLength = body.Length;
            context.Request.ContentType = mediaType;
        }

        await _api.HandleAsync(context);
        if (context.Response.StatusCode is < 200 or > 299)
            throw new InvalidOperationException($"{method} {path}: {context.Response.StatusCode}");
    }

    /// <summary>Opens a watch that writes to a stream until it is cancelled.</summary>
    public Task WatchAsync(string path, Stream events, CancellationToken cancellationToken) =>
        _api.HandleAsync(Context("GET", path, "?watch=true&timeoutSeconds=3600", events, cancellationToken));

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        await _store.DisposeAsync();
        await _log.DisposeAsync();
        _certificates.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static DefaultHttpContext Context(string method, string path, string query, Stream answer, CancellationToken aborted)
    {
        var context = new DefaultHttpContext { RequestAborted = aborted };
        context.Request.Method = method;
        context.Request.Scheme = "https";
        context.Request.Host = new HostString("localhost");
        context.Request.Path = path;
        context.Request.QueryString = new QueryString(query);
        context.Request.Headers.Authorization = "Bearer " + Token;
        context.Request.Headers.Accept = "application/json";
        context.Response.Body = answer;
        return context;
    }
}
