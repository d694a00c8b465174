using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using CloudOrchestrator.AzureTables;
using CloudOrchestrator.ControlPlaneHost.Cloud;
using CloudOrchestrator.Objects;

namespace CloudOrchestrator.ControlPlaneHost.Tests;

public sealed class FunctionsHostTests : IAsyncLifetime
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    private EmulatedCloud _cloud = null!;

    public async Task InitializeAsync() => _cloud = await EmulatedCloud.StartAsync();

    public async Task DisposeAsync() => await _cloud.DisposeAsync();

    [Fact]
    public async Task Root_BeforeAnythingIsOpened_AnswersWithoutStorage()
    {
        var host = await _cloud.StartHostAsync();
        using var http = EmulatedCloud.Direct(host);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri("/", UriKind.Relative))).StatusCode);
        Assert.Empty(_cloud.Tables.Seen);
    }

    [Fact]
    public async Task Api_FirstProcess_MakesTheCluster()
    {
        var host = await _cloud.StartHostAsync();
        using var http = await _cloud.ClientAsync(host);
        var namespaces = await GetAsync(http, "/api/v1/namespaces");
        Assert.Equal(["default", "kube-node-lease", "kube-public", "kube-system"], namespaces["items"]!.AsArray().Select(item => (string)item!["metadata"]!["name"]!));
        Assert.Contains("server: https://api.example", (string)(await GetAsync(http, "/api/v1/namespaces/kube-public/configmaps/cluster-info"))["data"]!["kubeconfig"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Api_TwoProcesses_SeeOneAnothersWritesAtOnce()
    {
        var hosts = new[] { await _cloud.StartHostAsync(), await _cloud.StartHostAsync() };
        using var one = await _cloud.ClientAsync(hosts[0]);
        using var two = await _cloud.ClientAsync(hosts[1]);
        using var watching = await two.GetAsync(new Uri($"{ConfigMaps}?watch=true", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        using var events = new StreamReader(await watching.Content.ReadAsStreamAsync());
        for (var index = 0; index < 5; index++)
        {
            await CreateAsync(index % 2 == 0 ? one : two, $"c{index}");
            var listed = await GetAsync(index % 2 == 0 ? two : one, ConfigMaps);
            Assert.Contains($"c{index}", listed["items"]!.AsArray().Select(item => (string)item!["metadata"]!["name"]!));
        }

        var seen = new List<string>();
        while (seen.Count < 5)
            seen.Add((string)JsonNode.Parse((await events.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)))!)!["object"]!["metadata"]!["name"]!);
        Assert.Equal(["c0", "c1", "c2", "c3", "c4"], seen);
    }

    [Fact]
    public async Task Api_ColdProcess_ReadsOneObjectWithAHandfulOfRows()
    {
        var first = await _cloud.StartHostAsync();
        using var writer = await _cloud.ClientAsync(first);
        for (var index = 0; index < 20; index++)
            await CreateAsync(writer, $"c{index}");
        var cold = await _cloud.StartHostAsync();
        var before = _cloud.Tables.Seen.Count;
        using var http = await _cloud.ClientAsync(cold, authenticated: false);
        http.DefaultRequestHeaders.Authorization = writer.DefaultRequestHeaders.Authorization;
        Assert.Equal("c7", (string?)(await GetAsync(http, $"{ConfigMaps}/c7"))["metadata"]!["name"]);
        var requests = _cloud.Tables.Seen.Skip(before).ToList();
        Assert.True(requests.Count <= 5, string.Join('\n', requests.Select(request => $"{request.Method} {request.Path}{request.Query}")));
        Assert.DoesNotContain(requests, request => request.IsWrite);
    }

    [Fact]
    public async Task Work_Deployment_BecomesPods()
    {
        var host = await _cloud.StartHostAsync();
        using var http = await _cloud.ClientAsync(host);
        await _cloud.SettleAsync(host);
        await PostAsync(http, "/apis/apps/v1/namespaces/default/deployments", """
            {"metadata":{"name":"web"},"spec":{"replicas":2,"selector":{"matchLabels":{"app":"web"}},
            "template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}
            """);
        await _cloud.SettleAsync(await _cloud.StartHostAsync());
        var pods = await GetAsync(http, "/api/v1/namespaces/default/pods");
        Assert.Equal(2, pods["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task Bill_ProcessThatHasEnded_IsInTheBillOfTheNext()
    {
        var ended = await _cloud.StartHostAsync();
        using (var http = await _cloud.ClientAsync(ended))
            await CreateAsync(http, "counted");
        await _cloud.SettleAsync(ended);
        await _cloud.EndAsync(ended);
        var row = Assert.Single(await new TableRows(new TableServiceClient(_cloud.Tables.ConnectionString), "test").ListAsync(BillLedger.Partition, default));
        var saved = BillRow.Read(row).Counts;
        Assert.True(saved is { StorageTransactions: > 10, ServiceBusOperations: > 0, Executions: >= 3, GigabyteSeconds: > 0, Requests: >= 2 }, saved.ToString());

        using var next = await _cloud.ClientAsync(await _cloud.StartHostAsync());
        var bill = await GetAsync(next, BillResource.Path);
        Assert.Equal("Bill", (string?)bill["kind"]);
        Assert.Equal(row.GetDateTimeOffset("Since")!.Value.ToString("yyyy-MM-ddTHH:mm:ssZ"), (string?)bill["since"]);
        Assert.True((double)bill["operations"]!["executions"]! > saved.Executions);
        Assert.True((double)bill["dollars"]!["total"]! > 0);
    }

    [Theory]
    [InlineData("/Work")]
    [InlineData("/Resync")]
    [InlineData("/work")]
    [InlineData("/Work/")]
    public async Task Triggers_FromOutside_NotFound(string path)
    {
        var host = await _cloud.StartHostAsync();
        using var http = await _cloud.ClientAsync(host, authenticated: false);
        using var body = new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), body);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(_cloud.Tables.Seen);
    }

    [Fact]
    public async Task Settings_Wrong_StartsAnswersAndSaysItOnce()
    {
        var host = await _cloud.StartHostAsync(("Storage", "nonsense"), ("PodCidr", "10.96.0.0/20"));
        using var http = await _cloud.ClientAsync(host, authenticated: false);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri("/", UriKind.Relative))).StatusCode);
        for (var index = 0; index < 3; index++)
        {
            using var answer = await http.GetAsync(new Uri("/api/v1/pods", UriKind.Relative));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            var status = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
            Assert.Equal("ServiceUnavailable", (string?)status["reason"]);
            Assert.Contains("setting Storage:", (string?)status["message"], StringComparison.Ordinal);
            Assert.Contains("setting ServiceCidr:", (string?)status["message"], StringComparison.Ordinal);
        }

        Assert.Equal(2, _cloud.Errors.ToString().Split("setting ").Length - 1);
        Assert.Equal(HttpStatusCode.InternalServerError, (await EmulatedCloud.PostAsync(host, "/Work", EmulatedCloud.Payload([]))).Code);
    }

    [Fact]
    public async Task Gateway_SameCluster_ServesWhatTheAppWrites()
    {
        var host = await _cloud.StartHostAsync();
        using var http = await _cloud.ClientAsync(host);
        await CreateAsync(http, "shared");
        var gateway = await _cloud.StartGatewayAsync();
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        using var through = new HttpClient(handler) { BaseAddress = new Uri($"https://127.0.0.1:{gateway.Port}") };
        through.DefaultRequestHeaders.Authorization = http.DefaultRequestHeaders.Authorization;
        Assert.Equal("shared", (string?)(await GetAsync(through, $"{ConfigMaps}/shared"))["metadata"]!["name"]);
    }

    [Fact]
    public async Task Work_NothingToDo_AnswersJson()
    {
        var host = await _cloud.StartHostAsync();
        var (code, answer) = await EmulatedCloud.PostAsync(host, "/Work", EmulatedCloud.Payload([]));
        Assert.Equal(HttpStatusCode.OK, code);
        var json = JsonNode.Parse(answer)!.AsObject();
        Assert.Equal(["Outputs", "Logs", "ReturnValue"], json.Select(property => property.Key));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no json")]
    [InlineData("""{"Data":{}}""")]
    public async Task Work_NoPayload_Fails(string body)
    {
        var host = await _cloud.StartHostAsync();
        Assert.Equal(HttpStatusCode.InternalServerError, (await EmulatedCloud.PostAsync(host, "/Work", body)).Code);
    }

    [Fact]
    public async Task Work_UndecodableMessage_IsPutAsideAndTheRestHandled()
    {
        var host = await _cloud.StartHostAsync();
        using var http = await _cloud.ClientAsync(host);
        var (code, answer) = await EmulatedCloud.PostAsync(host, "/Work", EmulatedCloud.Payload(["what is this", """{"items":[["namespace","","default"]],"attempt":1}"""]));
        Assert.True(code == HttpStatusCode.OK, answer);
        var poison = await _cloud.Queues.CreateReceiver("work-poison").ReceiveMessageAsync(TimeSpan.Zero, CancellationToken.None);
        Assert.Equal("what is this", poison?.Body);
    }

    [Fact]
    public async Task Resync_EmptyCluster_WritesNothing()
    {
        var host = await _cloud.StartHostAsync();
        using var http = await _cloud.ClientAsync(host);
        await _cloud.SettleAsync(host);
        var before = _cloud.Tables.Seen.Count;
        var (code, answer) = await EmulatedCloud.PostAsync(host, "/Resync", """{"Data":{"timer":"{}"},"Metadata":{}}""");
        Assert.True(code == HttpStatusCode.OK, answer + _cloud.Errors);
        Assert.Contains("empty", answer, StringComparison.Ordinal);
        var requests = _cloud.Tables.Seen.Skip(before).ToList();
        Assert.DoesNotContain(requests, request => request.IsWrite);
        Assert.True(requests.Count < 60, $"{requests.Count} requests");
        Assert.Equal(0, (await _cloud.DeliverAsync(host)).Messages);
    }

    [Fact]
    public async Task Resync_LostDoorbells_HealsTheCluster()
    {
        var host = await _cloud.StartHostAsync();
        using var http = await _cloud.ClientAsync(host);
        await PostAsync(http, "/apis/apps/v1/namespaces/default/replicasets", """
            {"metadata":{"name":"web"},"spec":{"replicas":2,"selector":{"matchLabels":{"app":"web"}},
            "template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}
            """);
        var receiver = _cloud.Queues.CreateReceiver("work");
        while (await receiver.ReceiveMessageAsync(TimeSpan.Zero, CancellationToken.None) is { } lost)
            await receiver.CompleteMessageAsync(lost, CancellationToken.None);
        Assert.Equal(HttpStatusCode.OK, (await EmulatedCloud.PostAsync(host, "/Resync", "{}")).Code);
        await _cloud.SettleAsync(host);
        Assert.Equal(2, (await GetAsync(http, "/api/v1/namespaces/default/pods"))["items"]!.AsArray().Count);
    }

    private static async Task<JsonNode> GetAsync(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    private static Task CreateAsync(HttpClient http, string name) => PostAsync(http, ConfigMaps, $$$"""{"metadata":{"name":"{{{name}}}"}}""");

    private static async Task PostAsync(HttpClient http, string path, string json)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), body);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
    }
}
