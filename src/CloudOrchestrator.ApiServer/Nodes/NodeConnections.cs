using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using CloudOrchestrator.Client;
using CloudOrchestrator.Kinds.Core.Nodes;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;

namespace CloudOrchestrator.ApiServer.Nodes;

/// <summary>
/// Reaches node agents over HTTPS: at the node's internal address and the port its status names, with our client certificate, trusting only the cluster's
/// authority.
/// </summary>
public sealed class NodeConnections : INodeConnections, IDisposable
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(5);

    private readonly IObjectClient _objects;
    private readonly HttpMessageInvoker _http;

    /// <summary>Connections that present <paramref name="clientCertificate"/> and trust certificates signed by <paramref name="authority"/>.</summary>
    public NodeConnections(IObjectClient objects, Func<X509Certificate2> clientCertificate, X509Certificate2 authority)
    {
        _objects = objects;
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificate(authority.RawData));
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectTimeout = ConnectLimit,
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            SslOptions = new SslClientAuthenticationOptions
            {
                LocalCertificateSelectionCallback = (_, _, _, _, _) => clientCertificate(),
                CertificateChainPolicy = policy,
            },
        });
    }

    /// <inheritdoc/>
    public async Task<ResultOf<HttpResponseMessage>> GetAsync(string nodeName, string pathAndQuery, CancellationToken cancellationToken)
    {
        var address = await AddressAsync(nodeName, cancellationToken);
        if (!address.Succeeded)
            return address.Error;
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"https://{address.Value}{pathAndQuery}"));
        try
        {
            var response = await _http.SendAsync(request, cancellationToken);
            if (response.IsSuccessStatusCode)
                return response;
            using (response)
                return await FailureAsync(response, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            return Unreachable(nodeName, address.Value, exception);
        }
    }

    /// <inheritdoc/>
    public async Task<ResultOf<WebSocket>> OpenAsync(string nodeName, string pathAndQuery, string? subprotocol, CancellationToken cancellationToken)
    {
        var address = await AddressAsync(nodeName, cancellationToken);
        if (!address.Succeeded)
            return address.Error;
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (subprotocol is not null)
            socket.Options.AddSubProtocol(subprotocol);
        try
        {
            await socket.ConnectAsync(new Uri($"wss://{address.Value}{pathAndQuery}"), _http, cancellationToken);
            return socket;
        }
        catch (WebSocketException exception)
        {
            var code = (int)socket.HttpStatusCode;
            socket.Dispose();
            if (code < 400)
                return Unreachable(nodeName, address.Value, exception);

            // The socket does not give out the body of a refusal, but the agent answers a plain GET of the same path with the same status.
            var refusal = await GetAsync(nodeName, pathAndQuery, cancellationToken);
            if (!refusal.Succeeded)
                return refusal.Error;
            refusal.Value.Dispose();
            return ApiStatuses.Failure(code, "InternalError", $"the agent of node \"{nodeName}\" refused the connection with status {code}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<ResultOf<string>> AddressAsync(string nodeName, CancellationToken cancellationToken)
    {
        var found = await _objects.GetAsync<Node>("", nodeName, cancellationToken);
        if (!found.Succeeded)
            return found.Error;
        var address = found.Value.Status?.Addresses?.FirstOrDefault(candidate => candidate.Type == "InternalIP")?.Address;
        var port = found.Value.Status?.DaemonEndpoints?.KubeletEndpoint?.Port;
        if (string.IsNullOrEmpty(address) || port is null or 0)
            return ApiStatuses.InternalError($"node \"{nodeName}\" has not reported an address and a port of its agent");
        return address.Contains(':', StringComparison.Ordinal) ? $"[{address}]:{port}" : $"{address}:{port}";
    }

    private static async Task<ApiStatus> FailureAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        try
        {
            var status = ObjectJson.Deserialize<ApiStatus>(body);
            if (status.Kind == "Status" && status.Code is not null)
                return status;
        }
        catch (JsonException)
        {
            // Not a Status: the text itself says what went wrong.
        }

        return ApiStatuses.Failure((int)response.StatusCode, "InternalError", System.Text.Encoding.UTF8.GetString(body));
    }

    private static ApiStatus Unreachable(string nodeName, string address, Exception exception)
    {
        var cause = exception.GetBaseException() is SocketException or AuthenticationException ? exception.GetBaseException().Message : exception.Message;
        return ApiStatuses.InternalError($"error dialing the agent of node \"{nodeName}\" at {address}: {cause}");
    }
}
