using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using CloudOrchestrator.Testing;

namespace CloudOrchestrator.ApiServer.Tests.Serving;

public sealed class ServedSecurityTests
{
    [Fact]
    public async Task Request_WithoutCredentials_UnauthorizedExceptHealthAndVersion()
    {
        await using var api = await ServedApi.StartAsync();
        using var anonymous = api.CreateHttp(null);
        foreach (var path in (string[])["/api/v1/namespaces", "/apis", "/openapi/v2", "/"])
            Assert.Equal(401, (int)(await anonymous.GetAsync(path)).StatusCode);
        foreach (var path in (string[])["/version", "/healthz", "/livez", "/readyz", "/readyz/ping"])
            Assert.Equal(200, (int)(await anonymous.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task Request_UnknownToken_Unauthorized()
    {
        await using var api = await ServedApi.StartAsync();
        using var stranger = api.CreateHttp("not-a-token");
        Assert.Equal(401, (int)(await stranger.GetAsync("/version")).StatusCode);
    }

    [Fact]
    public async Task Token_BoundToPod_SpeaksForAccountUntilPodIsGone()
    {
        await using var api = await ServedApi.StartAsync();
        (await api.CreateDefaultAccountAsync()).Expect(201);
        (await api.PostAsync("/api/v1/namespaces/default/pods", """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i"}]}}""")).Expect(201);
        var issued = (await api.PostAsync("/api/v1/namespaces/default/serviceaccounts/default/token",
            """{"spec":{"expirationSeconds":600,"boundObjectRef":{"kind":"Pod","apiVersion":"v1","name":"p"}}}""")).Expect(201);
        var token = (string)issued.Json["status"]!["token"]!;
        using (var pod = api.CreateHttp(token))
        {
            using var body = new StringContent("{}", Encoding.UTF8, "application/json");
            var review = await (await pod.PostAsync("/apis/authentication.k8s.io/v1/selfsubjectreviews", body)).Content.ReadAsStringAsync();
            Assert.Contains("system:serviceaccount:default:default", review, StringComparison.Ordinal);
            Assert.Contains("\"authentication.kubernetes.io/pod-name\":[\"p\"]", review, StringComparison.Ordinal);
            (await api.SendAsync("DELETE", "/api/v1/namespaces/default/pods/p")).Expect(200);
            Assert.Equal(401, (int)(await pod.GetAsync("/api/v1/namespaces")).StatusCode);
        }
    }

    [Fact]
    public async Task Token_Expired_Unauthorized()
    {
        var time = new ManualTimeProvider();
        await using var api = await ServedApi.StartAsync(time);
        (await api.CreateDefaultAccountAsync()).Expect(201);
        var issued = (await api.PostAsync("/api/v1/namespaces/default/serviceaccounts/default/token", """{"spec":{"expirationSeconds":600}}""")).Expect(201);
        using var account = api.CreateHttp((string)issued.Json["status"]!["token"]!);
        Assert.Equal(200, (int)(await account.GetAsync("/api/v1/namespaces")).StatusCode);
        time.Advance(TimeSpan.FromSeconds(601));
        Assert.Equal(401, (int)(await account.GetAsync("/api/v1/namespaces")).StatusCode);
    }

    [Fact]
    public async Task Token_ShorterThanTenMinutes_Invalid()
    {
        await using var api = await ServedApi.StartAsync();
        (await api.CreateDefaultAccountAsync()).Expect(201);
        var answer = (await api.PostAsync("/api/v1/namespaces/default/serviceaccounts/default/token", """{"spec":{"expirationSeconds":5}}""")).Expect(422);
        Assert.Contains("may not specify a duration less than 10 minutes", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TokenReview_OwnToken_AuthenticatedForItsAudience()
    {
        await using var api = await ServedApi.StartAsync();
        (await api.CreateDefaultAccountAsync()).Expect(201);
        var issued = (await api.PostAsync("/api/v1/namespaces/default/serviceaccounts/default/token", """{"spec":{"audiences":["vault"]}}""")).Expect(201);
        var token = (string)issued.Json["status"]!["token"]!;
        var right = (await api.PostAsync("/apis/authentication.k8s.io/v1/tokenreviews", $$$"""{"spec":{"token":"{{{token}}}","audiences":["vault"]} }""")).Expect(201);
        Assert.True((bool?)right.Json["status"]!["authenticated"]);
        var wrong = (await api.PostAsync("/apis/authentication.k8s.io/v1/tokenreviews", $$$"""{"spec":{"token":"{{{token}}}"} }""")).Expect(201);
        Assert.Null((bool?)wrong.Json["status"]!["authenticated"]);
    }

    [Fact]
    public async Task SigningRequest_ByBootstrapToken_CarriesCertificateAtOnce()
    {
        await using var api = await ServedApi.StartAsync();
        static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
        (await api.PostAsync("/api/v1/namespaces/kube-system/secrets", $$$"""
            {"metadata":{"name":"bootstrap-token-abcdef"},"type":"bootstrap.kubernetes.io/token",
             "data":{"token-id":"{{{Encode("abcdef")}}}","token-secret":"{{{Encode("0123456789abcdef")}}}","usage-bootstrap-authentication":"{{{Encode("true")}}}"} }
            """)).Expect(201);
        using var joining = api.CreateHttp("abcdef.0123456789abcdef");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("O=system:nodes, CN=system:node:n1", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
        using var body = new StringContent($$$"""
            {"metadata":{"generateName":"csr-"},"spec":{"request":"{{{Encode(request)}}}","signerName":"kubernetes.io/kube-apiserver-client-kubelet","usages":["digital signature","client auth"]} }
            """, Encoding.UTF8, "application/json");
        var answer = System.Text.Json.Nodes.JsonNode.Parse(await (await joining.PostAsync("/apis/certificates.k8s.io/v1/certificatesigningrequests", body)).Content.ReadAsStringAsync())!;
        Assert.Equal("system:bootstrap:abcdef", (string?)answer["spec"]!["username"]);
        using var certificate = X509Certificate2.CreateFromPem(Encoding.UTF8.GetString(Convert.FromBase64String((string)answer["status"]!["certificate"]!)));
        Assert.Contains("CN=system:node:n1", certificate.Subject, StringComparison.Ordinal);
        using var wrong = api.CreateHttp("abcdef.0123456789abcdee");
        Assert.Equal(401, (int)(await wrong.GetAsync("/api")).StatusCode);
    }

    [Fact]
    public async Task Request_TooManyAtOnce_TooManyRequests()
    {
        await using var api = await ServedApi.StartAsync(configure: options => new ApiServerOptions { AdvertiseAddress = options.AdvertiseAddress, WritesInFlightMax = 0 });
        var answer = (await api.PostAsync("/api/v1/namespaces", """{"metadata":{"name":"a"}}""")).Expect(429);
        Assert.Equal(1, (int?)answer.Json["details"]!["retryAfterSeconds"]);
    }
}
