using System.Security.Cryptography;
using CloudOrchestrator.ApiServer.Security;

namespace CloudOrchestrator.ApiServer.Tests.Security;

public sealed class ServiceAccountTokensTests : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();

    private ServiceAccountTokens Tokens => new(_key, "https://kubernetes.default.svc.cluster.local", TimeProvider.System);

    [Fact]
    public void Verify_TokenIssuedByUs_GivesTheClaimsBack()
    {
        var claims = Claims(TimeSpan.FromHours(1)) with { PodName = "web-0", PodUid = "u2", NodeName = "node-1", NodeUid = "u3" };

        var verified = Tokens.Verify(Tokens.Issue(claims));

        Assert.NotNull(verified);
        Assert.Equal("system:serviceaccount:shop:robot", verified.UserName);
        Assert.Equal(["system:serviceaccounts", "system:serviceaccounts:shop", "system:authenticated"], verified.Groups);
        Assert.Equal(("web-0", "u2", "node-1"), (verified.PodName, verified.PodUid, verified.NodeName));
        Assert.Equal(["api"], verified.Audiences);
    }

    [Fact]
    public void Verify_ExpiredToken_IsNone() => Assert.Null(Tokens.Verify(Tokens.Issue(Claims(TimeSpan.FromSeconds(-1)))));

    [Fact]
    public void Verify_TokenOfAnotherKey_IsNone()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.Null(Tokens.Verify(new ServiceAccountTokens(other, Tokens.Issuer, TimeProvider.System).Issue(Claims(TimeSpan.FromHours(1)))));
    }

    [Fact]
    public void Verify_AnyCharacterChanged_IsNone()
    {
        var token = Tokens.Issue(Claims(TimeSpan.FromHours(1)));
        for (var index = 0; index < token.LastIndexOf('.'); index++)
        {
            var changed = token.ToCharArray();
            changed[index] = changed[index] == 'A' ? 'B' : 'A';
            Assert.Null(Tokens.Verify(new string(changed)));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("a.b.c")]
    [InlineData("....")]
    public void Verify_Garbage_IsNone(string token) => Assert.Null(Tokens.Verify(token));

    public void Dispose() => _key.Dispose();

    private ServiceAccountClaims Claims(TimeSpan lifetime) => new()
    {
        Namespace = "shop",
        ServiceAccountName = "robot",
        ServiceAccountUid = "u1",
        Audiences = ["api"],
        IssuedAt = _now,
        ExpiresAt = _now + lifetime,
        TokenId = "t1",
    };
}
