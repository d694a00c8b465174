using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CloudOrchestrator.ApiServer.Streaming.Proxying;

/// <summary>Passes a response back.</summary>
internal static class ProxyResponse
{
    private static readonly HashSet<string> NotPassed = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Connection", "Trailer", "Transfer-Encoding",
    };

    /// <summary>Copies status, headers and (unless protocols are switched) the body as it arrives.</summary>
    public static async Task CopyAsync(HttpResponseMessage response, HttpContext context, Func<string, string> rewriteLocation, CancellationToken cancellationToken)
    {
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
        {
            if (!NotPassed.Contains(name))
                context.Response.Headers[name] = name.Equals("Location", StringComparison.OrdinalIgnoreCase) ? rewriteLocation(values.ToString()) : values.ToArray();
        }

        if (response.StatusCode == HttpStatusCode.SwitchingProtocols)
        {
            context.Response.Headers.Connection = "Upgrade";
            return;
        }

        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        await body.CopyToAsync(context.Response.Body, cancellationToken);
    }

    /// <summary>After switching protocols: carries bytes both ways until either side ends.</summary>
    public static async Task TunnelAsync(HttpResponseMessage response, HttpContext context, CancellationToken cancellationToken)
    {
        await using var client = await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
        await using var server = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var toServer = client.CopyToAsync(server, ending.Token);
        var toClient = server.CopyToAsync(client, ending.Token);
        await Task.WhenAny(toServer, toClient);
        await ending.CancelAsync();
        await toServer.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await toClient.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
