using System.Net;
using System.Net.Sockets;
using CloudOrchestrator.ApiServer.Nodes;
using CloudOrchestrator.ApiServer.Streaming.Proxying;
using CloudOrchestrator.Client;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.ApiServer.Streaming;

/// <summary><c>pods/proxy</c>, <c>services/proxy</c> and <c>nodes/proxy</c>: passes an HTTP request on to the thing named, protocol upgrades included.</summary>
internal sealed class ProxySubresource(IObjectClient objects, INodeConnections nodes)
{
    private readonly ProxyTargets _targets = new(objects);

    public async Task<ApiStatus?> HandleAsync(HttpContext context, StreamingRequest request, CancellationToken cancellationToken)
    {
        if (request.Plural == "nodes")
            return await ServeNodeAsync(context, request, cancellationToken);
        var found = request.Plural == "pods"
            ? await _targets.PodAsync(request.Namespace, request.Name, cancellationToken)
            : await _targets.ServiceAsync(request.Namespace, request.Name, cancellationToken);
        if (!found.Succeeded)
            return found.Error;
        if (request.Path.Length == 0 && HttpMethods.IsGet(context.Request.Method))
        {
            // Relative links in the answer only work below a trailing slash.
            context.Response.Redirect(context.Request.Path + "/" + context.Request.QueryString, permanent: true);
            return null;
        }

        return await ForwardAsync(context, request, found.Value, cancellationToken);
    }

    private async Task<ApiStatus?> ServeNodeAsync(HttpContext context, StreamingRequest request, CancellationToken cancellationToken)
    {
        if (!HttpMethods.IsGet(context.Request.Method))
            return ApiStatuses.MethodNotAllowed();
        var name = ProxyName.Parse(request.Name).Name;
        var answer = await nodes.GetAsync(name, (request.Path.Length == 0 ? "/" : request.Path) + context.Request.QueryString, cancellationToken);
        if (!answer.Succeeded)
            return answer.Error;
        using var response = answer.Value;
        await ProxyResponse.CopyAsync(response, context, location => location, cancellationToken);
        return null;
    }

    private async Task<ApiStatus?> ForwardAsync(HttpContext context, StreamingRequest request, ProxyTarget target, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = (_, token) => ConnectAsync(target, token),
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.None,
            SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true },
        };
        using var client = new HttpMessageInvoker(handler);
        var uri = new Uri($"{target.Scheme}://{target.Host}:{target.Port}{(request.Path.Length == 0 ? "/" : request.Path)}{context.Request.QueryString}");
        using var message = ProxyRequest.Create(context, uri);
        HttpResponseMessage response;
        try
        {
            response = await client.SendAsync(message, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            return ApiStatuses.ServiceUnavailable($"error trying to reach service: {exception.Message}");
        }

        using (response)
        {
            var prefix = context.Request.Path.Value![..^Uri.UnescapeDataString(request.Path).Length];
            await ProxyResponse.CopyAsync(response, context, location => Rewrite(location, uri, prefix), cancellationToken);
            if (response.StatusCode == HttpStatusCode.SwitchingProtocols)
                await ProxyResponse.TunnelAsync(response, context, cancellationToken);
        }

        return null;
    }

    /// <summary>Redirects of the proxied server to itself lead through the proxy again.</summary>
    private static string Rewrite(string location, Uri requested, string prefix)
    {
        if (!Uri.TryCreate(requested, location, out var absolute) || absolute.Authority != requested.Authority)
            return location;
        return prefix + absolute.PathAndQuery + absolute.Fragment;
    }

    private async ValueTask<Stream> ConnectAsync(ProxyTarget target, CancellationToken cancellationToken)
    {
        if (target.Pod is { } pod)
        {
            var dialled = await PortForwardSubresource.DialAsync(nodes, pod, pod.Spec?.NodeName ?? "", target.Port, cancellationToken);
            return dialled.Succeeded ? dialled.Value : throw new HttpRequestException(dialled.Error.Message);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(target.Host, target.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (SocketException exception)
        {
            socket.Dispose();
            throw new HttpRequestException($"dial tcp {target.Host}:{target.Port}: {exception.Message}", exception);
        }
    }
}
