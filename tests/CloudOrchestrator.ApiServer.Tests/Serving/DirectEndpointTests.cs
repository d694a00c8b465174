using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using CloudOrchestrator.ApiServer.Nodes;
using CloudOrchestrator.ApiServer.Security;
using CloudOrchestrator.ApiServer.Streaming;
using CloudOrchestrator.Testing;

namespace CloudOrchestrator.ApiServer.Tests.Serving;

public sealed class DirectEndpointTests
{
    private const string Access = "/apis/node.cloudorchestrator.io/v1/nodes/one/access";
    private const string Tokens = "/apis/node.cloudorchestrator.io/v1/bootstraptokens";

    [Fact]
    public async Task Access_AdministratorAsks_Forbidden()
    {
        await using var api = await ServedApi.StartAsync(configure: _ => new() { NodeAccess = new OneGrant() });
        (await api.PostAsync(Access, "")).Expect(403);
    }

    [Fact]
    public async Task Access_Nobody_Unauthorized()
    {
        await using var api = await ServedApi.StartAsync(configure: _ => new() { NodeAccess = new OneGrant() });
        using var http = api.CreateHttp(null);
        Assert.Equal(401, (int)(await http.PostAsync(new Uri(Access, UriKind.Relative), null)).StatusCode);
    }

    [Fact]
    public async Task BootstrapTokens_KnownMachine_GetsATokenThatHoldsForMinutes()
    {
        var time = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        await using var api = await ServedApi.StartAsync(time, _ => new() { BootstrapIdentities = new OneIdentity() });
        var token = await AskAsync(api);
        using var joining = api.CreateHttp(token);
        Assert.Equal(200, (int)(await joining.GetAsync(new Uri("/api/v1/nodes", UriKind.Relative))).StatusCode);
        time.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal(401, (int)(await joining.GetAsync(new Uri("/api/v1/nodes", UriKind.Relative))).StatusCode);
        await AskAsync(api);
        Assert.Single((await api.GetAsync("/api/v1/namespaces/kube-system/secrets")).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task BootstrapTokens_UnknownMachine_Unauthorized()
    {
        await using var api = await ServedApi.StartAsync(configure: _ => new() { BootstrapIdentities = new OneIdentity() });
        (await api.PostAsync(Tokens, "")).Expect(401);
        using var http = api.CreateHttp(null);
        Assert.Equal(401, (int)(await http.PostAsync(new Uri(Tokens, UriKind.Relative), null)).StatusCode);
        Assert.Empty((await api.GetAsync("/api/v1/namespaces/kube-system/secrets")).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task Endpoints_NotConfigured_NotFound()
    {
        await using var api = await ServedApi.StartAsync();
        (await api.PostAsync(Tokens, "")).Expect(404);
    }

    [Theory]
    [InlineData("POST", "pods/p/exec?command=sh", "exec")]
    [InlineData("POST", "pods/p/attach", "attach")]
    [InlineData("POST", "pods/p/portforward", "port-forward")]
    [InlineData("GET", "pods/p/log?follow=true", "following logs")]
    public async Task Streams_NoGateway_SayThatThereIsNone(string method, string path, string what)
    {
        await using var api = await ServedApi.StartAsync(configure: _ => new() { StreamingLimits = new StreamingLimits(null, TimeSpan.FromSeconds(200)) });
        var answer = (await api.SendAsync(method, $"/api/v1/namespaces/default/{path}")).Expect(501);
        Assert.StartsWith(what, answer.Message, StringComparison.Ordinal);
        Assert.Contains("this cluster has none", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Streams_Gateway_IsNamed()
    {
        var limits = new StreamingLimits(new Uri("https://gateway.example:6443"), TimeSpan.FromSeconds(200));
        await using var api = await ServedApi.StartAsync(configure: _ => new() { StreamingLimits = limits });
        Assert.Contains("https://gateway.example:6443", (await api.SendAsync("POST", "/api/v1/namespaces/default/pods/p/exec")).Expect(501).Message, StringComparison.Ordinal);
        (await api.GetAsync("/api/v1/namespaces/default/pods/p/log")).Expect(404);
    }

    [Fact]
    public async Task Failure_ThatPasses_ServiceUnavailableWithRetryAfter()
    {
        await using var api = await ServedApi.StartAsync(configure: _ => new()
        {
            BootstrapIdentities = new FailingIdentity(),
            RetryAfter = exception => exception is IOException ? TimeSpan.FromSeconds(2.5) : null,
        });
        using var http = api.CreateHttp("any");
        using var answer = await http.PostAsync(new Uri(Tokens, UriKind.Relative), null);
        Assert.Equal((503, "3"), ((int)answer.StatusCode, answer.Headers.RetryAfter?.ToString()));
        var status = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal(("ServiceUnavailable", 3), ((string?)status["reason"], (int)status["details"]!["retryAfterSeconds"]!));
        Assert.Empty(api.Faults);
    }

    [Fact]
    public async Task Access_TheNodeItself_GetsItsGrants()
    {
        await using var api = await ServedApi.StartAsync(configure: _ => new() { NodeAccess = new OneGrant() });
        var json = await AccessAsync(api, "one", 200);
        Assert.Equal(("https://t/heartbeats", "one", "sig=1"),
            ((string?)json["heartbeat"]!["table"], (string?)json["heartbeat"]!["partitionKey"], (string?)json["heartbeat"]!["sas"]));
        Assert.Equal("SharedAccessSignature x", (string?)json["doorbell"]!["sas"]);
        Assert.Equal("2030-01-01T00:00:00+00:00", (string?)json["expires"]);
        await AccessAsync(api, "two", 403);
    }

    private static async Task<string> AskAsync(ServedApi api)
    {
        using var machine = api.CreateHttp("cloud-token");
        using var answer = await machine.PostAsync(new Uri(Tokens, UriKind.Relative), null);
        Assert.Equal(201, (int)answer.StatusCode);
        return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["token"]!;
    }

    private static async Task<JsonNode> AccessAsync(ServedApi api, string node, int code)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = api.Certificates.Sign(
            new X500DistinguishedName($"CN=system:node:{node}, O=system:nodes"), new PublicKey(key), null, [new Oid("1.3.6.1.5.5.7.3.2")], TimeSpan.FromDays(1));
        using var http = api.CreateHttp(NodeToken.Create(certificate, key, $"system:node:{node}"));
        using var answer = await http.PostAsync(new Uri(Access, UriKind.Relative), null);
        Assert.Equal(code, (int)answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    private sealed class OneGrant : INodeAccess
    {
        public Task<NodeGrants> GrantAsync(string node, CancellationToken cancellationToken) => Task.FromResult(new NodeGrants(
            new HeartbeatGrant("https://t/heartbeats", node, "sig=1"), new DoorbellGrant("https://q/" + node, "SharedAccessSignature x"), new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)));
    }

    private sealed class OneIdentity : IBootstrapIdentities
    {
        public ValueTask<string?> RecogniseAsync(string token, CancellationToken cancellationToken) => new(token == "cloud-token" ? "machine-1" : null);
    }

    private sealed class FailingIdentity : IBootstrapIdentities
    {
        public ValueTask<string?> RecogniseAsync(string token, CancellationToken cancellationToken) => throw new IOException("the disk is away");
    }
}
