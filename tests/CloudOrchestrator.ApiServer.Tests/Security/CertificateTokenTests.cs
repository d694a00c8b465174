using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using CloudOrchestrator.ApiServer.Security;

namespace CloudOrchestrator.ApiServer.Tests.Security;

public sealed class CertificateTokenTests : IAsyncDisposable
{
    private const string ClientUsage = "1.3.6.1.5.5.7.3.2";
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _otherKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private ServedApi _api = null!;

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        _key.Dispose();
        _otherKey.Dispose();
    }

    [Fact]
    public async Task Token_SignedWithTheCertificatesKey_IsItsSubject()
    {
        await StartAsync();
        var (code, text) = await ReviewAsync(Token());
        Assert.Equal(HttpStatusCode.Created, code);
        Assert.Contains("\"system:node:one\"", text, StringComparison.Ordinal);
        Assert.Contains("\"system:nodes\"", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-14)]
    [InlineData(4)]
    public async Task Token_ClockIsMinutesOff_Holds(int minutes)
    {
        await StartAsync();
        Assert.Equal(HttpStatusCode.Created, (await ReviewAsync(Token(claims => Move(claims, minutes)))).Code);
    }

    [Theory]
    [InlineData("expired")]
    [InlineData("too early")]
    [InlineData("too long")]
    [InlineData("other audience")]
    [InlineData("other issuer")]
    [InlineData("other subject")]
    [InlineData("no expiry")]
    [InlineData("huge expiry")]
    public async Task Token_WrongClaims_Unauthorized(string what)
    {
        await StartAsync();
        var token = Token(claims =>
        {
            switch (what)
            {
                case "expired":
                    Move(claims, -16);
                    break;
                case "too early":
                    Move(claims, 7);
                    break;
                case "too long":
                    claims["exp"] = (long)claims["iat"]! + 601;
                    break;
                case "other audience":
                    claims["aud"] = "https://elsewhere";
                    break;
                case "other issuer":
                    claims["iss"] = "system:node:two";
                    break;
                case "other subject":
                    claims["sub"] = "kubernetes-admin";
                    break;
                case "no expiry":
                    claims.Remove("exp");
                    break;
                default:
                    claims["exp"] = 1e300;
                    break;
            }
        });
        Assert.Equal(HttpStatusCode.Unauthorized, (await ReviewAsync(token)).Code);
    }

    [Fact]
    public async Task Token_Tampered_Unauthorized()
    {
        await StartAsync();
        var parts = Token().Split('.');
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))!.AsObject();
        claims["exp"] = (long)claims["exp"]! + 1;
        Assert.Equal(HttpStatusCode.Unauthorized, (await ReviewAsync($"{parts[0]}.{NodeToken.Encode(claims)}.{parts[2]}")).Code);
    }

    [Fact]
    public async Task Token_SignedWithAnotherKey_Unauthorized()
    {
        await StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await ReviewAsync(Token(signer: _otherKey))).Code);
    }

    [Fact]
    public async Task Token_CertificateOfAnotherAuthority_Unauthorized()
    {
        await StartAsync();
        using var foreign = ClusterCertificates.FromKeys(ClusterKeys.Create(TimeProvider.System), new ClusterCertificatesOptions(), TimeProvider.System);
        Assert.Equal(HttpStatusCode.Unauthorized, (await ReviewAsync(Token(authority: foreign))).Code);
    }

    [Fact]
    public async Task Token_ServingCertificate_Unauthorized()
    {
        await StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await ReviewAsync(Token(usage: "1.3.6.1.5.5.7.3.1"))).Code);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("HS256")]
    public async Task Token_OtherAlgorithm_Unauthorized(string algorithm)
    {
        await StartAsync();
        var parts = Token().Split('.');
        var header = JsonNode.Parse(Base64Url.DecodeFromChars(parts[0]))!.AsObject();
        header["alg"] = algorithm;
        Assert.Equal(HttpStatusCode.Unauthorized, (await ReviewAsync($"{NodeToken.Encode(header)}.{parts[1]}.{parts[2]}")).Code);
    }

    [Theory]
    [InlineData("a.b.c")]
    [InlineData("..")]
    [InlineData("eyJhbGciOiJFUzI1NiIsIng1YyI6WyJBQUFBIl19.e30.AAAA")]
    [InlineData("eyJhbGciOiJFUzI1NiIsIng1YyI6WzFdfQ.e30.AAAA")]
    public async Task Token_Malformed_Unauthorized(string token)
    {
        await StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await ReviewAsync(token)).Code);
    }

    private static void Move(JsonObject claims, int minutes)
    {
        claims["iat"] = (long)claims["iat"]! + (60 * minutes);
        claims["exp"] = (long)claims["exp"]! + (60 * minutes);
    }

    private async Task StartAsync() => _api = await ServedApi.StartAsync();

    private string Token(Action<JsonObject>? change = null, ECDsa? signer = null, ClusterCertificates? authority = null, string usage = ClientUsage)
    {
        using var certificate = (authority ?? _api.Certificates).Sign(
            new X500DistinguishedName("CN=system:node:one, O=system:nodes"), new PublicKey(_key), null, [new Oid(usage)], TimeSpan.FromDays(1));
        return NodeToken.Create(certificate, signer ?? _key, "system:node:one", change);
    }

    private async Task<(HttpStatusCode Code, string Text)> ReviewAsync(string token)
    {
        using var http = _api.CreateHttp(token);
        using var body = new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri("/apis/authentication.k8s.io/v1/selfsubjectreviews", UriKind.Relative), body);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }
}
