using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CloudOrchestrator.NodeHost.Azure;

/// <summary>Gets a bootstrap token for the machine's managed identity: whom Azure vouches for needs no secret of ours.</summary>
internal sealed class IdentityBootstrap(ImdsClient imds, ManagedIdentity identity, Func<string, HttpClient> apiWithToken)
{
    private const string Path = "apis/node.cloudorchestrator.io/v1/bootstraptokens";

    /// <summary>For the nodes of these options.</summary>
    public static IdentityBootstrap For(NodeHostOptions options, ManagedIdentity identity, X509Certificate2 authority, TimeProvider time) =>
        new(ImdsClient.At(options.Imds, time), identity, token => ApiConnection.WithToken(options, authority, token));

    /// <summary>A bootstrap token that is good for minutes.</summary>
    public async Task<string> TokenAsync(CancellationToken cancellationToken)
    {
        var vouched = await imds.TokenAsync(identity.Audience, identity.ClientId, cancellationToken);
        using var api = apiWithToken(vouched);
        using var answer = await api.PostAsync(new Uri(Path, UriKind.Relative), null, cancellationToken);
        if (answer.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError)
            throw new HttpRequestException($"the API gives no bootstrap token now: {(int)answer.StatusCode} {answer.ReasonPhrase}", null, answer.StatusCode);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"the API gives this machine's identity no bootstrap token: {(int)answer.StatusCode} {answer.ReasonPhrase} "
                + "(control plane settings BootstrapAudience, BootstrapIssuer, BootstrapPrincipals; agent options --managed-identity, --bootstrap-audience)");
        try
        {
            return (string?)(await answer.Content.ReadFromJsonAsync<JsonObject>(cancellationToken))?["token"]
                ?? throw new InvalidOperationException("the API answered without a bootstrap token");
        }
        catch (JsonException unreadable)
        {
            throw new HttpRequestException("the API's bootstrap token cannot be read", unreadable);
        }
    }
}
