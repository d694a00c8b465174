using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CloudOrchestrator.ApiServer.Streaming.Proxying;

/// <summary>Turns a received request into the one that is passed on.</summary>
internal static class ProxyRequest
{
    private static readonly HashSet<string> NotPassed = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
        "Authorization", "Host",
    };

    /// <summary>Copies method, body and end-to-end headers. The caller's credentials are for this server and are not passed on.</summary>
    public static HttpRequestMessage Create(HttpContext context, Uri uri)
    {
        var request = context.Request;
        var message = new HttpRequestMessage(new HttpMethod(request.Method), uri) { Version = new Version(1, 1) };
        var hasBody = context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true;
        if (hasBody)
            message.Content = new StreamContent(request.Body);
        foreach (var (name, values) in request.Headers)
        {
            if (NotPassed.Contains(name))
                continue;
            if (!message.Headers.TryAddWithoutValidation(name, values.ToArray()))
                message.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
        }

        message.Headers.TryAddWithoutValidation("X-Forwarded-Host", request.Host.Value);
        message.Headers.TryAddWithoutValidation("X-Forwarded-Proto", request.Scheme);
        message.Headers.TryAddWithoutValidation("X-Forwarded-Uri", request.Path.Value);
        if (HttpUpgrade.Requested(context) is { Length: > 0 })
        {
            message.Headers.TryAddWithoutValidation("Connection", "Upgrade");
            message.Headers.TryAddWithoutValidation("Upgrade", request.Headers.Upgrade.ToString());
        }

        return message;
    }
}
