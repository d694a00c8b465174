using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.Emulators.Functions.Proxying;

/// <summary>Which headers pass, in both directions.</summary>
internal static class ProxyHeaders
{
    /// <summary>The header that marks a request as proxied; trigger payloads do not have it, so a handler can tell them apart.</summary>
    public const string InvocationId = "x-ms-invocation-id";

    private static readonly HashSet<string> HopByHop = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authentication-Info", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
        "HTTP2-Settings", "Upgrade-Insecure-Requests", "Alt-Svc",
    };

    /// <summary>Written by the front end or the proxy; what a client sends under these names does not pass.</summary>
    private static readonly HashSet<string> Owned = new(StringComparer.OrdinalIgnoreCase)
    {
        InvocationId, "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Prefix", "X-ARR-ClientCert", "Host", "Content-Length", "Expect",
    };

    /// <summary>Copies a request's headers. An upgrade does not pass: the handler sees a plain request.</summary>
    public static void Copy(HttpRequest from, HttpRequestMessage to, Guid invocation)
    {
        var named = Named(from.Headers.Connection.ToString());
        foreach (var (name, values) in from.Headers)
        {
            if (name.StartsWith(':') || HopByHop.Contains(name) || Owned.Contains(name) || named.Contains(name))
                continue;
            if (!to.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
                to.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }

        // HTTP/2 clients may split their cookies; HTTP/1.1 wants one line.
        if (from.Headers.Cookie.Count > 1)
        {
            to.Headers.Remove("Cookie");
            to.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", (IEnumerable<string?>)from.Headers.Cookie));
        }

        to.Headers.TryAddWithoutValidation(InvocationId, invocation.ToString());
        to.Headers.TryAddWithoutValidation("X-Forwarded-For", from.HttpContext.Connection.RemoteIpAddress?.ToString() ?? "127.0.0.1");
        to.Headers.TryAddWithoutValidation("X-Forwarded-Host", from.Host.Value);
        to.Headers.TryAddWithoutValidation("X-Forwarded-Proto", from.Scheme);
    }

    /// <summary>Copies a response's headers.</summary>
    public static void Copy(HttpResponseMessage from, HttpResponse to)
    {
        var named = from.Headers.Connection.ToHashSet(StringComparer.OrdinalIgnoreCase);
        Copy(from.Headers, to, named);
        Copy(from.Content.Headers, to, named);
    }

    private static void Copy(HttpHeaders from, HttpResponse to, HashSet<string> named)
    {
        foreach (var (name, values) in from.NonValidated)
        {
            if (!HopByHop.Contains(name) && !named.Contains(name))
                to.Headers[name] = values.ToArray();
        }
    }

    private static HashSet<string> Named(string connection) =>
        connection.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.OrdinalIgnoreCase);
}
