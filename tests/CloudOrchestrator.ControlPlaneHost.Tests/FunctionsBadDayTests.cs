using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure;
using CloudOrchestrator.AzureTables;
using CloudOrchestrator.ControlPlaneHost.Settings;
using CloudOrchestrator.ServiceBus;

namespace CloudOrchestrator.ControlPlaneHost.Tests;

public sealed class FunctionsBadDayTests : IAsyncLifetime
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    private EmulatedCloud _cloud = null!;

    public async Task InitializeAsync() => _cloud = await EmulatedCloud.StartAsync();

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task Storage_Throttled_UnavailableWithRetryAfter_AndRecoversByItself()
    {
        var host = await _cloud.StartHostAsync();
        using var http = await _cloud.ClientAsync(host);
        using var made = await CreateAsync(http, "acknowledged");
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        _cloud.Tables.Faults.Down = true;
        using (var refused = await CreateAsync(http, "refused"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
            Assert.Equal("ServiceUnavailable", (string?)JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["reason"]);
        }

        _cloud.Tables.Faults.Clear();
        using var again = await http.GetAsync(new Uri($"{ConfigMaps}/acknowledged", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task Storage_ThrottledDuringWork_ItemsAreSentAgainLater()
    {
        var host = await _cloud.StartHostAsync();
        using var http = await _cloud.ClientAsync(host);
        await _cloud.SettleAsync(host);
        _cloud.Tables.Faults.Down = true;
        var (code, answer) = await EmulatedCloud.PostAsync(host, "/Work", EmulatedCloud.Payload(["""{"items":[["deployment-controller","default","web"]],"attempt":3}"""]));
        Assert.True(code == HttpStatusCode.OK, answer);
        var scheduled = await _cloud.Queues.CreateAdministrationClient().GetQueueRuntimePropertiesAsync("work", default);
        Assert.Equal(1, scheduled.ScheduledMessageCount);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    public async Task Work_Redelivered_WhatItsFirstHolderWroteIsLookedAt(int delivery, int replicaSets)
    {
        var host = await _cloud.StartHostAsync();
        using var http = await _cloud.ClientAsync(host);
        await _cloud.SettleAsync(host);
        using var body = new StringContent("""
            {"metadata":{"name":"web"},"spec":{"replicas":0,"selector":{"matchLabels":{"app":"web"}},
            "template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"web","image":"web"}]}}}}
            """, Encoding.UTF8, "application/json");
        using var made = await http.PostAsync(new Uri("/apis/apps/v1/namespaces/default/deployments", UriKind.Relative), body);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);

        // As if whoever wrote it had died before telling of it, having a message in hand that has nothing to do with it.
        var receiver = _cloud.Queues.CreateReceiver("work");
        var lost = await receiver.ReceiveMessageAsync(TimeSpan.Zero, CancellationToken.None);
        await receiver.CompleteMessageAsync(lost!, CancellationToken.None);
        var (code, answer) = await EmulatedCloud.PostAsync(host, "/Work", EmulatedCloud.Payload(["""{"items":[["deployment-controller","default","other"]],"attempt":1}"""], delivery));
        Assert.True(code == HttpStatusCode.OK, answer);
        using var found = await http.GetAsync(new Uri("/apis/apps/v1/namespaces/default/replicasets", UriKind.Relative));
        Assert.Equal(replicaSets, JsonNode.Parse(await found.Content.ReadAsStringAsync())!["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task Access_NodeWithItsToken_MayBeatAndListen()
    {
        var host = await _cloud.StartHostAsync();
        using var http = await _cloud.ClientAsync(host);
        using var node = await _cloud.ClientAsync(host, authenticated: false);
        node.DefaultRequestHeaders.Authorization = new("Bearer", await NodeTokenAsync(http));
        using var answer = await node.PostAsync(new Uri("/apis/node.cloudorchestrator.io/v1/nodes/one/access", UriKind.Relative), null);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        var grants = JsonNode.Parse(text)!;

        var table = new TableClient(new Uri((string)grants["heartbeat"]!["table"]!), new AzureSasCredential((string)grants["heartbeat"]!["sas"]!));
        await table.UpsertEntityAsync(new TableEntity("one", "heartbeat"));
        await Assert.ThrowsAsync<RequestFailedException>(() => table.UpsertEntityAsync(new TableEntity("two", "heartbeat")));

        var queue = new Uri((string)grants["doorbell"]!["queue"]!);
        using var doorbell = new HttpRequestMessage(HttpMethod.Delete, $"{queue}/messages/head?timeout=0");
        doorbell.Headers.TryAddWithoutValidation("Authorization", (string)grants["doorbell"]!["sas"]!);
        using var plain = new HttpClient();
        using var silence = await plain.SendAsync(doorbell);
        Assert.Equal(HttpStatusCode.NoContent, silence.StatusCode);
    }

    [Fact]
    public async Task Clocks_MinutesApart_WriteTheSameTimes()
    {
        var hosts = new List<FunctionsHost>();
        try
        {
            foreach (var offset in new[] { TimeSpan.Zero, TimeSpan.FromMinutes(5) })
            {
                var settings = FunctionsSettings.Read(_cloud.Variables.GetValueOrDefault);
                hosts.Add(await FunctionsHost.StartNewAsync(settings, 0, new ShiftedTime(offset), _cloud.Audit, _cloud.Errors, CancellationToken.None));
            }

            var times = new List<DateTimeOffset>();
            foreach (var host in hosts)
            {
                using var http = await _cloud.ClientAsync(host);
                using var made = await CreateAsync(http, $"c{times.Count}");
                Assert.Equal(HttpStatusCode.Created, made.StatusCode);
                times.Add((DateTimeOffset)JsonNode.Parse(await made.Content.ReadAsStringAsync())!["metadata"]!["creationTimestamp"]!);
            }

            Assert.True((times[1] - times[0]).Duration() < TimeSpan.FromMinutes(2), $"{times[0]} and {times[1]}");
        }
        finally
        {
            foreach (var host in hosts)
                await host.DisposeAsync();
        }
    }

    [Fact]
    public async Task Audit_Writes_AreLinesOfJson()
    {
        var host = await _cloud.StartHostAsync();
        using var http = await _cloud.ClientAsync(host);
        using var made = await CreateAsync(http, "audited");

        // The line is written after the answer: an ended host has written it.
        await _cloud.EndAsync(host);
        var lines = _cloud.Audit.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!);
        Assert.Contains(lines, line => (string?)line["verb"] == "create" && (string?)line["objectRef"]?["resource"] == "configmaps");
    }

    private static async Task<HttpResponseMessage> CreateAsync(HttpClient http, string name)
    {
        using var body = new StringContent(JsonSerializer.Serialize(new { metadata = new { name } }), Encoding.UTF8, "application/json");
        return await http.PostAsync(new Uri(ConfigMaps, UriKind.Relative), body);
    }

    // A certificate as a node gets it: by a request for signing, here in the administrator's name.
    private static async Task<string> NodeTokenAsync(HttpClient administrator)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("O=system:nodes, CN=system:node:one", key, HashAlgorithmName.SHA256).CreateSigningRequestPem();
        var body = new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "one" },
            ["spec"] = new JsonObject
            {
                ["request"] = Convert.ToBase64String(Encoding.ASCII.GetBytes(request)),
                ["signerName"] = "kubernetes.io/kube-apiserver-client-kubelet",
                ["usages"] = new JsonArray("digital signature", "client auth"),
            },
        };
        const string Path = "/apis/certificates.k8s.io/v1/certificatesigningrequests";
        var made = await SendAsync(administrator, HttpMethod.Post, Path, body);
        if (made["status"]?["certificate"] is null)
        {
            made["status"] = new JsonObject
            {
                ["conditions"] = new JsonArray(new JsonObject { ["type"] = "Approved", ["status"] = "True", ["reason"] = "Test", ["message"] = "ok" }),
            };
            made = await SendAsync(administrator, HttpMethod.Put, $"{Path}/one/approval", made.AsObject());
        }

        using var certificate = X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(Convert.FromBase64String((string)made["status"]!["certificate"]!)));
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var header = new JsonObject { ["alg"] = "ES256", ["x5c"] = new JsonArray(Convert.ToBase64String(certificate.RawData)) };
        var claims = new JsonObject
        {
            ["iss"] = "system:node:one", ["sub"] = "system:node:one", ["aud"] = "https://kubernetes.default.svc.cluster.local", ["iat"] = now, ["exp"] = now + 600,
        };
        var text = $"{Encode(header)}.{Encode(claims)}";
        return $"{text}.{System.Buffers.Text.Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256))}";
    }

    private static async Task<JsonNode> SendAsync(HttpClient http, HttpMethod method, string path, JsonObject body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    private static string Encode(JsonObject value) => System.Buffers.Text.Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));

    private sealed class ShiftedTime(TimeSpan offset) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + offset;
    }
}
