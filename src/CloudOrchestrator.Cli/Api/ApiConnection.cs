using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace CloudOrchestrator.Cli.Api;

/// <summary>HTTPS to a cluster's API server, as a kubeconfig says. Bodies are JSON trees: the commands read a few members each.</summary>
internal sealed class ApiConnection : IDisposable
{
    /// <summary>Asks for printed columns instead of objects.</summary>
    public const string AsTable = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";

    private readonly HttpClient _http;
    private readonly Uri _server;

    /// <summary>Prepares; connects at the first request.</summary>
    public ApiConnection(Kubeconfig kubeconfig)
    {
        _server = kubeconfig.Server;
        var handler = new SocketsHttpHandler();
        if (kubeconfig.Authority is { } authority)
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, errors) => IsTrusted(authority, certificate, errors);
        if (kubeconfig.ClientCertificate is { } ours)
            handler.SslOptions.ClientCertificates = [ours];
        _http = new HttpClient(handler) { BaseAddress = kubeconfig.Server, Timeout = TimeSpan.FromSeconds(30) };
        if (kubeconfig.Token is { } token)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Opens a connection with the kubeconfig at a path.</summary>
    public static ApiConnection Open(string path) => new(Kubeconfig.Load(path));

    /// <summary>Reads.</summary>
    /// <exception cref="CliException">No answer, or a failure.</exception>
    public Task<JsonObject> GetAsync(string path, CancellationToken cancellationToken, string accept = "application/json") =>
        SendAsync(HttpMethod.Get, path, null, "", accept, cancellationToken);

    /// <summary>Creates.</summary>
    public Task<JsonObject> PostAsync(string path, JsonObject body, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, body.ToJsonString(), "application/json", "application/json", cancellationToken);

    /// <summary>Applies (server side).</summary>
    public Task<JsonObject> ApplyAsync(string path, string yaml, CancellationToken cancellationToken) =>
        SendAsync(
            HttpMethod.Patch, $"{path}?fieldManager=cloudorchestrator&force=true", yaml, "application/apply-patch+yaml", "application/json", cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<JsonObject> SendAsync(
        HttpMethod method, string path, string? body, string contentType, string accept, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        if (body is not null)
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(contentType) } };
        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            return response.IsSuccessStatusCode ? JsonNode.Parse(text)!.AsObject() : throw new CliException(Describe(response.StatusCode, text));
        }
        catch (HttpRequestException failure)
        {
            throw new CliException($"{_server} does not answer: {failure.InnerException?.Message ?? failure.Message}", unreachable: true);
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CliException($"{_server} does not answer within {_http.Timeout.TotalSeconds:0} s", unreachable: true);
        }
    }

    private static string Describe(HttpStatusCode code, string body)
    {
        try
        {
            return (string?)JsonNode.Parse(body)?["message"] ?? $"the server answers {(int)code}";
        }
        catch (Exception failure) when (failure is System.Text.Json.JsonException or InvalidOperationException)
        {
            return $"the server answers {(int)code}: {body[..Math.Min(body.Length, 200)]}";
        }
    }

    /// <summary>Only the CA that the kubeconfig names counts, not those of the machine.</summary>
    private static bool IsTrusted(X509Certificate2 authority, X509Certificate? certificate, SslPolicyErrors errors)
    {
        if (certificate is null || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != 0)
            return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        using var presented = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        return chain.Build(presented);
    }
}
