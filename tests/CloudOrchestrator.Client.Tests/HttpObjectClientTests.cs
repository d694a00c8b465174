namespace CloudOrchestrator.Client.Tests;

public sealed class HttpObjectClientTests
{
    private const string Map = """{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a","namespace":"ns","resourceVersion":"7"},"data":{"k":"v"}}""";
    private const string NotFound =
        """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"configmaps \"a\" not found","reason":"NotFound","details":{"name":"a","kind":"configmaps"},"code":404}""";

    [Fact]
    public async Task GetAsync_Namespaced_ReadsTheObject()
    {
        var handler = RecordingHandler.Json(Map);
        var value = (await handler.Client().GetAsync<ConfigMap>("ns", "a", default)).Require();
        Assert.Equal("GET /api/v1/namespaces/ns/configmaps/a", handler.Sent);
        Assert.Equal(("7", "v"), (value.Metadata.ResourceVersion, value.Data!["k"]));
    }

    [Fact]
    public async Task GetAsync_ClusterScoped_HasNoNamespaceInItsPath()
    {
        var handler = RecordingHandler.Json("""{"kind":"Node","apiVersion":"v1","metadata":{"name":"n 1"}}""");
        await handler.Client().GetAsync<Node>("", "n 1", default);
        Assert.Equal("GET /api/v1/nodes/n%201", handler.Sent);
    }

    [Fact]
    public async Task GetAsync_Failure_IsAStatus()
    {
        var result = await RecordingHandler.Json(NotFound, HttpStatusCode.NotFound).Client().GetAsync<ConfigMap>("ns", "a", default);
        Assert.Equal((404, "NotFound", "a"), (result.Error!.Code, result.Error.Reason, result.Error.Details!.Name));
    }

    [Theory]
    [InlineData("<html>upstream down</html>", 503, "ServiceUnavailable", "the server answered 503 ServiceUnavailable: <html>upstream down</html>")]
    [InlineData("{broken", 502, "InternalError", "the server answered 502 BadGateway: {broken")]
    [InlineData("", 401, "Unauthorized", "the server answered 401 Unauthorized")]
    public async Task GetAsync_FailureThatIsNoStatus_BecomesOne(string text, int code, string reason, string message)
    {
        var result = await RecordingHandler.Json(text, (HttpStatusCode)code).Client().GetAsync<ConfigMap>("ns", "a", default);
        Assert.Equal((code, reason, message), (result.Error!.Code, result.Error.Reason, result.Error.Message));
    }

    [Fact]
    public async Task ListAsync_Query_IsInTheUrl()
    {
        var handler = RecordingHandler.Json("""{"kind":"PodList","metadata":{"resourceVersion":"12"},"items":[{"metadata":{"name":"a","namespace":"x"}}]}""");
        var query = new ListQuery { LabelSelector = "a in (b,c)", FieldSelector = "spec.nodeName=n1", ResourceVersion = "3" };
        var list = (await handler.Client().ListAsync<Pod>(null, query, default)).Require();
        Assert.Equal("GET /api/v1/pods?labelSelector=a%20in%20%28b%2Cc%29&fieldSelector=spec.nodeName%3Dn1&resourceVersion=3", handler.Sent);
        Assert.Equal(("12", "a"), (list.ResourceVersion, Assert.Single(list.Items).Metadata.Name));
    }

    [Fact]
    public async Task ListAsync_EmptyList_HasNoItems() =>
        Assert.Empty((await RecordingHandler.Json("""{"metadata":{"resourceVersion":"1"},"items":null}""").Client().ListAsync<Pod>("ns", new(), default)).Require().Items);

    [Fact]
    public async Task CreateAsync_ObjectWithoutKind_SendsIt()
    {
        var handler = RecordingHandler.Json(Map, HttpStatusCode.Created);
        await handler.Client().CreateAsync(new ConfigMap { Metadata = new() { Name = "a", Namespace = "ns" } }, null, default);
        Assert.Equal("POST /api/v1/namespaces/ns/configmaps", handler.Sent);
        Assert.Equal("application/json", handler.ContentType);
        var body = JsonNode.Parse(handler.Body!)!;
        Assert.Equal(("ConfigMap", "v1", "a"), ((string?)body["kind"], (string?)body["apiVersion"], (string?)body["metadata"]!["name"]));
    }

    [Fact]
    public async Task CreateAsync_Guarded_IsNotSupported() => await Assert.ThrowsAsync<NotSupportedException>(
        () => RecordingHandler.Json(Map).Client().CreateAsync(new ConfigMap(), new OwnerGuard("uid", "1"), default));

    [Theory]
    [InlineData(null, "PUT /api/v1/namespaces/ns/pods/p")]
    [InlineData("status", "PUT /api/v1/namespaces/ns/pods/p/status")]
    public async Task UpdateAsync_Subresource_IsInThePath(string? subresource, string expected)
    {
        var handler = RecordingHandler.Json("""{"metadata":{"name":"p"}}""");
        await handler.Client().UpdateAsync(new Pod { Metadata = new() { Name = "p", Namespace = "ns" } }, subresource, default);
        Assert.Equal(expected, handler.Sent);
    }

    [Fact]
    public async Task PatchAsync_Apply_NamesManagerAndForce()
    {
        var handler = RecordingHandler.Json(Map);
        var patch = new PatchBody(PatchBody.ApplyPatch, new JsonObject { ["data"] = new JsonObject { ["k"] = "v" } }, "node agent", Force: true);
        await handler.Client().PatchAsync<ConfigMap>("ns", "a", patch, "status", default);
        Assert.Equal("PATCH /api/v1/namespaces/ns/configmaps/a/status?fieldManager=node%20agent&force=true", handler.Sent);
        Assert.Equal(("application/apply-patch+yaml", """{"data":{"k":"v"}}"""), (handler.ContentType, handler.Body));
    }

    [Theory]
    [InlineData("""{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Success","details":{"name":"a","kind":"pods","uid":"u1"}}""")]
    [InlineData("""{"kind":"Pod","apiVersion":"v1","metadata":{"name":"a","uid":"u1","deletionTimestamp":"2024-01-01T00:00:00Z"}}""")]
    public async Task DeleteAsync_StatusOrObject_IsSuccess(string answer)
    {
        var handler = RecordingHandler.Json(answer);
        var status = (await handler.Client().DeleteAsync<Pod>("ns", "a", new DeleteOptions { GracePeriodSeconds = 0, Preconditions = new() { Uid = "u1" } }, default)).Require();
        Assert.Equal("DELETE /api/v1/namespaces/ns/pods/a", handler.Sent);
        Assert.Equal("""{"kind":"DeleteOptions","apiVersion":"v1","gracePeriodSeconds":0,"preconditions":{"uid":"u1"}}""", handler.Body);
        Assert.Equal(("Success", "u1"), (status.Status, status.Details!.Uid));
    }

    [Fact]
    public async Task PostAsync_AnsweredWithBareSuccess_GivesTheBodyBack()
    {
        var handler = RecordingHandler.Json("""{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Success","code":201}""", HttpStatusCode.Created);
        var binding = new Binding { Metadata = new() { Name = "p" }, Target = new() { Kind = "Node", Name = "n" } };
        Assert.Same(binding, (await handler.Client().PostAsync<Pod, Binding>("ns", "p", "binding", binding, default)).Require());
        Assert.Equal("POST /api/v1/namespaces/ns/pods/p/binding", handler.Sent);
    }

    [Fact]
    public async Task PostAsync_AnsweredWithObject_ReadsIt()
    {
        var handler = RecordingHandler.Json("""{"kind":"TokenRequest","status":{"token":"t","expirationTimestamp":"2024-01-01T00:00:00Z"}}""", HttpStatusCode.Created);
        var answer = (await handler.Client().PostAsync<ServiceAccount, TokenRequest>("ns", "default", "token", new TokenRequest(), default)).Require();
        Assert.Equal("t", answer.Status!.Token);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public async Task WatchAsync_Events_AreReadAsTheyArrive(int pieceBytes)
    {
        var big = new string('x', 50_000);
        var text = new StringBuilder();
        for (var i = 0; i < 5; i++)
            text.Append($$$"""{"type":"MODIFIED","object":{"metadata":{"name":"a","resourceVersion":"{{{i}}}"},"data":{"k":"{{{(i == 3 ? big : "ü\\n")}}}"} } }""").Append('\n');
        text.Append("\n");
        var handler = new RecordingHandler(HttpStatusCode.OK, new StreamContent(new TrickleStream(text.ToString(), pieceBytes)));
        var query = new ListQuery { AllowWatchBookmarks = true, Timeout = TimeSpan.FromSeconds(90) };
        var changes = await CollectAsync(handler.Client().WatchAsync<ConfigMap>("ns", query, default));
        Assert.Equal("GET /api/v1/namespaces/ns/configmaps?watch=true&allowWatchBookmarks=true&timeoutSeconds=90", handler.Sent);
        Assert.Equal(["0", "1", "2", "3", "4"], changes.Select(change => change.Value.Metadata.ResourceVersion));
        Assert.Equal(("ü\n", big), (changes[0].Value.Data!["k"], changes[3].Value.Data!["k"]));
    }

    [Fact]
    public async Task WatchAsync_FromRevisionWithBookmarks_TellsOfContactAtOnce()
    {
        var handler = RecordingHandler.Json("");
        var changes = await CollectAsync(handler.Client().WatchAsync<Pod>(null, new ListQuery { AllowWatchBookmarks = true, ResourceVersion = "5" }, default));
        Assert.Equal(("BOOKMARK", "5"), (Assert.Single(changes).Type, changes[0].Value.Metadata.ResourceVersion));
    }

    [Fact]
    public async Task WatchAsync_UntilCaughtUp_EndsWithTheServersFirstBookmark()
    {
        var text = string.Concat(
            new[] { ("ADDED", 6), ("BOOKMARK", 7), ("ADDED", 8) }
                .Select(change => $$$"""{"type":"{{{change.Item1}}}","object":{"metadata":{"resourceVersion":"{{{change.Item2}}}"} } }""" + "\n"));
        var handler = RecordingHandler.Json(text);
        var query = new ListQuery { UntilCaughtUp = true, ResourceVersion = "5" };
        var changes = await CollectAsync(handler.Client().WatchAsync<Pod>(null, query, default));
        Assert.Equal(["6", "7"], changes.Select(change => change.Value.Metadata.ResourceVersion));
        Assert.EndsWith("resourceVersion=5&allowWatchBookmarks=true", handler.Sent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WatchAsync_ErrorEvent_Throws()
    {
        var handler = RecordingHandler.Json("""{"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","status":"Failure","message":"too old","reason":"Expired","code":410}}""" + "\n");
        var exception = await Assert.ThrowsAsync<ApiStatusException>(() => CollectAsync(handler.Client().WatchAsync<Pod>(null, new ListQuery(), default)));
        Assert.Equal(410, exception.Status.Code);
    }

    [Fact]
    public async Task WatchAsync_Refused_Throws()
    {
        var client = RecordingHandler.Json(NotFound, HttpStatusCode.NotFound).Client();
        var exception = await Assert.ThrowsAsync<ApiStatusException>(() => CollectAsync(client.WatchAsync<Pod>(null, new ListQuery(), default)));
        Assert.Equal(404, exception.Status.Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WatchAsync_CutInsideAnEvent_Throws(bool reset)
    {
        var handler = new RecordingHandler(HttpStatusCode.OK, new StreamContent(new TrickleStream("""{"type":"ADDED","obj""", 5, reset)));
        var exception = await Assert.ThrowsAnyAsync<Exception>(() => CollectAsync(handler.Client().WatchAsync<Pod>(null, new ListQuery(), default)));
        Assert.True(exception is IOException or InvalidDataException);
    }

    [Fact]
    public async Task Requests_WithoutName_AreRefused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => RecordingHandler.Json(Map).Client().DeleteAsync<Pod>("ns", "", new DeleteOptions(), default));

    private static async Task<List<ObjectChange<T>>> CollectAsync<T>(IAsyncEnumerable<ObjectChange<T>> watch)
    {
        var changes = new List<ObjectChange<T>>();
        await foreach (var change in watch)
            changes.Add(change);
        return changes;
    }
}
