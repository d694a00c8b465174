using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CloudOrchestrator.ApiServer.Security;
using CloudOrchestrator.Kinds;
using CloudOrchestrator.Storage;
using CloudOrchestrator.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;

namespace CloudOrchestrator.ApiServer.Tests;

/// <summary>The whole API server over a log in memory, reached by HTTP in process, with the administrator's token.</summary>
internal sealed class ServedApi : IAsyncDisposable
{
    public const string Token = "administrators-token";

    private readonly string _directory = Directory.CreateTempSubdirectory("api-tests-").FullName;
    private readonly IRevisionLog _log;
    private readonly ClusterCertificates _certificates;
    private readonly WebApplication _application;

    private ServedApi(TimeProvider time, Func<ApiServerOptions, ApiServerOptions> configure, IRevisionLog? sharedLog)
    {
        _log = sharedLog ?? new MemoryLog(time);
        Store = new ObjectStore(_log, new ObjectStoreOptions
        {
            SharedLog = sharedLog is not null,
            Indexes = KubernetesApi.Indexes,
        }, time, new SeededIds(7));
        _certificates = ClusterCertificates.Open(new ClusterCertificatesOptions { Folder = Path.Combine(_directory, "pki") }, time);
        var options = configure(new ApiServerOptions { AuditDirectory = _directory, AdvertiseAddress = IPAddress.Parse("192.0.2.1"), OnFault = (what, fault) => Faults.Add($"{what}: {fault}") });
        Api = new KubernetesApi(options, KindRegistry.BuiltIn(), Store, _certificates, Token, time, new SeededIds(11));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseTestServer();
        _application = builder.Build();
        _application.Run(Api.HandleAsync);
    }

    public KubernetesApi Api { get; }

    public ObjectStore Store { get; }

    public ClusterCertificates Certificates => _certificates;

    public List<string> Faults { get; } = [];

    public string AuditFile => Path.Combine(_directory, "audit.log");

    public HttpClient Http { get; private set; } = new();

    public static async Task<ServedApi> StartAsync(
        TimeProvider? time = null, Func<ApiServerOptions, ApiServerOptions>? configure = null, IRevisionLog? sharedLog = null)
    {
        var served = new ServedApi(time ?? TimeProvider.System, configure ?? (options => options), sharedLog);
        await served._application.StartAsync();
        await served.Api.StartAsync(CancellationToken.None);
        served.Http.Dispose();
        served.Http = served.CreateHttp(Token);
        return served;
    }

    public HttpClient CreateHttp(string? token)
    {
        var http = _application.GetTestClient();
        if (token is not null)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "tests/1.0 (linux)");
        return http;
    }

    /// <summary>Sends a request; the answer's code and JSON.</summary>
    public async Task<Answer> SendAsync(string method, string path, string? body = null, string mediaType = "application/json", string? accept = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        }

        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var warnings = response.Headers.TryGetValues("Warning", out var values) ? values.ToArray() : [];
        return new Answer((int)response.StatusCode, text, warnings, response.Content.Headers.ContentType?.ToString() ?? "");
    }

    public Task<Answer> GetAsync(string path, string? accept = null) => SendAsync("GET", path, null, accept: accept);

    public Task<Answer> PostAsync(string path, string body, string mediaType = "application/json") => SendAsync("POST", path, body, mediaType);

    /// <summary>Creates the service account that pods need.</summary>
    public Task<Answer> CreateDefaultAccountAsync() => PostAsync("/api/v1/namespaces/default/serviceaccounts", """{"metadata":{"name":"default"}}""");

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Api.Drain();
        await _application.DisposeAsync();
        await Api.DisposeAsync();
        await Store.DisposeAsync();
        await _log.DisposeAsync();
        _certificates.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    internal sealed record Answer(int Code, string Text, string[] Warnings, string MediaType)
    {
        public JsonNode Json => JsonNode.Parse(Text)!;

        public string Message => (string?)Json["message"] ?? "";

        public string Revision => (string)Json["metadata"]!["resourceVersion"]!;

        public Answer Expect(int code)
        {
            Assert.True(code == Code, $"{Code}: {Text}");
            return this;
        }
    }
}
