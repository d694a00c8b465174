using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CloudOrchestrator.Objects;

namespace CloudOrchestrator.NodeHost.Tests;

public sealed class NodeTokenTests : IDisposable
{
    private const string Audience = "https://kubernetes.default.svc.cluster.local";

    private readonly ManualTimeProvider _time = new();
    private readonly ServiceClock _clock;
    private readonly NodeToken _token;
    private X509Certificate2? _certificate;

    public NodeTokenTests()
    {
        _clock = ApiConnection.Clock(_time);
        _certificate = TestCertificates.Node("node-1", _time.GetUtcNow());
        _token = new NodeToken(() => _certificate, Audience, _clock);
    }

    public void Dispose() => _certificate?.Dispose();

    [Fact]
    public void Current_Token_CarriesTheCertificateAndIsSignedWithItsKey()
    {
        var parts = _token.Current()!.Split('.');
        var header = Part(parts[0]);
        using var carried = X509CertificateLoader.LoadCertificate(Convert.FromBase64String((string)header["x5c"]![0]!));
        Assert.Equal((_certificate!.Thumbprint, "ES256"), (carried.Thumbprint, (string)header["alg"]!));
        using var key = carried.GetECDsaPublicKey()!;
        Assert.True(key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256));
        var claims = Part(parts[1]);
        Assert.Equal(("system:node:node-1", "system:node:node-1", Audience), ((string)claims["iss"]!, (string)claims["sub"]!, (string)claims["aud"]!));
        Assert.Equal(_time.GetUtcNow().ToUnixTimeSeconds(), (long)claims["iat"]!);
        Assert.Equal(600, (long)claims["exp"]! - (long)claims["iat"]!);
    }

    [Fact]
    public void Current_Again_IsKeptUntilHalfItsLifeIsOver()
    {
        var first = _token.Current();
        _time.Advance(TimeSpan.FromMinutes(4.9));
        Assert.Equal(first, _token.Current());
        _time.Advance(TimeSpan.FromMinutes(0.2));
        Assert.NotEqual(first, _token.Current());
    }

    [Fact]
    public void Current_CertificateRenewed_IsSignedByTheNewOne()
    {
        var first = _token.Current();
        using var old = _certificate;
        _certificate = TestCertificates.Node("node-1", _time.GetUtcNow());
        Assert.NotEqual(first, _token.Current());
    }

    [Fact]
    public void Current_NoCertificateYet_Null()
    {
        using var old = _certificate;
        _certificate = null;
        Assert.Null(_token.Current());
    }

    [Theory]
    [InlineData(-30)]
    [InlineData(30)]
    public async Task SendAsync_LocalClockIsOff_AsksOnceMoreWithTheServersTime(int minutes)
    {
        var serverNow = _time.GetUtcNow().AddMinutes(minutes);
        var issued = new List<long>();
        var server = new FakeServer(request =>
        {
            issued.Add((long)Part(request.Headers.Authorization!.Parameter!.Split('.')[1])["iat"]!);
            var isGood = Math.Abs(issued[^1] - serverNow.ToUnixTimeSeconds()) < 300;
            return new HttpResponseMessage(isGood ? HttpStatusCode.OK : HttpStatusCode.Unauthorized) { Headers = { Date = serverNow } };
        });
        using var http = new HttpClient(new NodeTokenHandler(_token, _clock, server)) { BaseAddress = new Uri("https://server:6443") };
        using var answer = await http.PostAsync(new Uri("/x", UriKind.Relative), new StringContent("body"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(2, issued.Count);
        using var next = await http.GetAsync(new Uri("/y", UriKind.Relative));
        Assert.Equal((HttpStatusCode.OK, 3), (next.StatusCode, issued.Count));
    }

    [Fact]
    public async Task SendAsync_RefusedForAnotherReason_IsNotAskedAgain()
    {
        var server = new FakeServer(_ => new HttpResponseMessage(HttpStatusCode.Unauthorized) { Headers = { Date = _time.GetUtcNow().AddSeconds(3) } });
        using var http = new HttpClient(new NodeTokenHandler(_token, _clock, server)) { BaseAddress = new Uri("https://server:6443") };
        using var answer = await http.GetAsync(new Uri("/x", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Single(server.Requests);
    }

    private static JsonObject Part(string part) => JsonNode.Parse(Base64Url.DecodeFromChars(part))!.AsObject();
}
