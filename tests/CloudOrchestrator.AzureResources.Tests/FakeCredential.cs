using System.Text;
using Azure.Core;

namespace CloudOrchestrator.AzureResources.Tests;

/// <summary>Gives unsigned tokens for the audience that is asked for.</summary>
internal sealed class FakeCredential : TokenCredential
{
    public string? Audience { get; init; }

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        var audience = Audience ?? requestContext.Scopes[0].Replace("/.default", "", StringComparison.Ordinal);
        return new($"{Encode("{\"alg\":\"none\"}")}.{Encode($"{{\"aud\":\"{audience}\"}}")}.x", DateTimeOffset.MaxValue);
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(GetToken(requestContext, cancellationToken));

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
