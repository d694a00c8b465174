using System.Security.Cryptography.X509Certificates;
using CloudOrchestrator.ApiServer.Requests;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace CloudOrchestrator.ApiServer.Security;

/// <summary>Finds out who sends a request: by bearer token, else by client certificate, else nobody.</summary>
internal sealed class RequestAuthenticator(CertificateAuthenticator certificates, TokenAuthenticator tokens)
{
    private const string Scheme = "Bearer ";

    /// <summary>The caller; 401 for credentials that are not valid. Without credentials the caller is anonymous.</summary>
    public async ValueTask<ResultOf<Caller>> AuthenticateAsync(HttpContext context)
    {
        if (context.Connection.ClientCertificate is { } certificate)
            return ByCertificate(context, certificate) is { } user ? user : ApiStatuses.Unauthorized();
        var authorization = context.Request.Headers.Authorization.ToString();
        if (authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return await tokens.AuthenticateAsync(authorization[Scheme.Length..].Trim(), context.RequestAborted) is { } known ? known.Caller : ApiStatuses.Unauthorized();
        return authorization.Length > 0 ? ApiStatuses.Unauthorized() : await ByProtocolAsync(context);
    }

    // Building the chain costs a millisecond; the answer holds for the connection, whose certificate cannot change.
    private Caller? ByCertificate(HttpContext context, X509Certificate2 certificate)
    {
        var items = context.Features.Get<IConnectionItemsFeature>()?.Items;
        if (items is not null && items.TryGetValue(typeof(RequestAuthenticator), out var known) && known is Identity identity)
            return identity.Certificate.Equals(certificate) ? identity.Caller : certificates.Authenticate(certificate);
        var caller = certificates.Authenticate(certificate);
        if (items is not null)
        {
            lock (items)
                items[typeof(RequestAuthenticator)] = new Identity(certificate, caller);
        }

        return caller;
    }

    // Browsers cannot set headers on WebSockets: their token comes as a subprotocol.
    private async ValueTask<ResultOf<Caller>> ByProtocolAsync(HttpContext context)
    {
        const string Prefix = "base64url.bearer.authorization.k8s.io.";
        foreach (var protocol in context.Request.Headers.SecWebSocketProtocol.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries)))
        {
            if (!protocol.StartsWith(Prefix, StringComparison.Ordinal))
                continue;
            try
            {
                var token = System.Text.Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(protocol.AsSpan(Prefix.Length)));
                return await tokens.AuthenticateAsync(token, context.RequestAborted) is { } known ? known.Caller : ApiStatuses.Unauthorized();
            }
            catch (FormatException)
            {
                return ApiStatuses.Unauthorized();
            }
        }

        return Caller.Anonymous;
    }

    private sealed record Identity(X509Certificate2 Certificate, Caller? Caller);
}
