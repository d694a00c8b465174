using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CloudOrchestrator.ControlPlaneHost.Cloud;
using CloudOrchestrator.ControlPlaneHost.Settings;
using CloudOrchestrator.Testing;

namespace CloudOrchestrator.ControlPlaneHost.Tests.Cloud;

public sealed class EntraIdentitiesTests : IDisposable
{
    private const string Machine = "11111111-2222-3333-4444-555555555555";
    private readonly ManualTimeProvider _time = new();
    private readonly RSA _key = RSA.Create(2048);
    private readonly RSA _other = RSA.Create(2048);
    private readonly PublishedKeys _published = new();
    private readonly HttpClient _http;
    private readonly EntraIdentities _identities;

    public EntraIdentitiesTests()
    {
        _http = new HttpClient(_published);
        _published.Keys["one"] = _key;
        _identities = new EntraIdentities(new BootstrapSetting("https://cluster", "https://issuer/", new Uri("https://issuer/keys"), [Machine]), _http, _time);
    }

    public void Dispose()
    {
        _http.Dispose();
        _key.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task Recognise_TokenOfAKnownMachine_IsItsId() => Assert.Equal(Machine, await _identities.RecogniseAsync(Token(), default));

    [Theory]
    [InlineData("aud", "https://elsewhere")]
    [InlineData("iss", "https://elsewhere/")]
    [InlineData("oid", "99999999-2222-3333-4444-555555555555")]
    [InlineData("exp", 1)]
    [InlineData("nbf", 4102444800)]
    public async Task Recognise_WrongClaim_Null(string name, object value) =>
        Assert.Null(await _identities.RecogniseAsync(Token(claims => claims[name] = JsonSerializer.SerializeToNode(value)), default));

    [Fact]
    public async Task Recognise_AudienceWithSlash_IsTheSame() =>
        Assert.Equal(Machine, await _identities.RecogniseAsync(Token(claims => claims["aud"] = "https://cluster/"), default));

    [Fact]
    public async Task Recognise_SignedByAnother_Null() => Assert.Null(await _identities.RecogniseAsync(Token(signer: _other), default));

    [Fact]
    public async Task Recognise_Tampered_Null()
    {
        var parts = Token().Split('.');
        Assert.Null(await _identities.RecogniseAsync($"{parts[0]}.{Token(claims => claims["exp"] = 4102444800).Split('.')[1]}.{parts[2]}", default));
    }

    [Fact]
    public async Task Recognise_NoToken_Null() => Assert.Null(await _identities.RecogniseAsync("a.b.c", default));

    [Fact]
    public async Task Recognise_NewKey_IsFetchedButNotForEveryToken()
    {
        Assert.NotNull(await _identities.RecogniseAsync(Token(), default));
        _published.Keys["two"] = _other;
        Assert.Null(await _identities.RecogniseAsync(Token(signer: _other, keyId: "two"), default));
        Assert.Equal(1, _published.Asked);
        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.NotNull(await _identities.RecogniseAsync(Token(signer: _other, keyId: "two"), default));
        Assert.Equal(2, _published.Asked);
    }

    private string Token(Action<JsonObject>? change = null, RSA? signer = null, string keyId = "one")
    {
        var now = _time.GetUtcNow().ToUnixTimeSeconds();
        var claims = new JsonObject { ["aud"] = "https://cluster", ["iss"] = "https://issuer/", ["oid"] = Machine, ["nbf"] = now, ["exp"] = now + 3600 };
        change?.Invoke(claims);
        var text = $"{Encode(new JsonObject { ["alg"] = "RS256", ["kid"] = keyId })}.{Encode(claims)}";
        return $"{text}.{Base64Url.EncodeToString((signer ?? _key).SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static string Encode(JsonObject value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));

    private sealed class PublishedKeys : HttpMessageHandler
    {
        public Dictionary<string, RSA> Keys { get; } = [];

        public int Asked { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked++;
            var keys = Keys.Select(key => (Id: key.Key, Parameters: key.Value.ExportParameters(includePrivateParameters: false)))
                .Select(key => new { kty = "RSA", kid = key.Id, n = Base64Url.EncodeToString(key.Parameters.Modulus), e = Base64Url.EncodeToString(key.Parameters.Exponent) });
            return Task.FromResult(new HttpResponseMessage { Content = new StringContent(JsonSerializer.Serialize(new { keys })) });
        }
    }
}
