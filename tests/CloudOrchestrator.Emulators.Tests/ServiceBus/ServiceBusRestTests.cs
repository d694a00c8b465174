using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CloudOrchestrator.Emulators.ServiceBus;
using CloudOrchestrator.Testing;

namespace CloudOrchestrator.Emulators.Tests.ServiceBus;

/// <summary>The protocol on the wire, spoken without our own client.</summary>
public sealed class ServiceBusRestTests : IAsyncLifetime
{
    private const string Batch = "application/vnd.microsoft.servicebus.json";

    private readonly ManualTimeProvider _time = new();
    private readonly HttpClient _http = new();
    private ServiceBusEmulator _emulator = null!;

    private ServiceBusBroker Broker => _emulator.Broker;

    public async Task InitializeAsync()
    {
        var rest = new ServiceBusRestOptions
        {
            Policies =
            [
                SharedAccessPolicy.Development,
                new SharedAccessPolicy("send", "send-key", AccessClaims.Send),
                new SharedAccessPolicy("listen", "listen-key", AccessClaims.Listen),
                new SharedAccessPolicy("queue", "queue-key", AccessClaims.All, "work"),
            ],
            HostNames = ["contoso.servicebus.windows.net"],
        };
        _emulator = await ServiceBusEmulator.StartAsync(0, new ServiceBusBrokerOptions(), rest, _time, default);
        Broker.CreateQueue("work");
        _http.BaseAddress = _emulator.Endpoint;
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "emulator");
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _emulator.DisposeAsync();
    }

    [Fact]
    public async Task Send_OneMessage_TakesPropertiesFromHeaders()
    {
        var request = Request("POST", "work/messages", "hello", "text/plain");
        request.Headers.Add("BrokerProperties", """{"MessageId":"m1","Label":"l","TimeToLive":90,"Unknown":1,"ScheduledEnqueueTimeUtc":"Wed, 01 Jan 2025 00:00:30 GMT"}""");
        request.Headers.Add("Priority", "\"High\"");
        request.Headers.Add("Customer", "12345");
        request.Headers.Add("Urgent", "true");
        request.Headers.Add("traceparent", "00-bare-01");
        Assert.Equal(HttpStatusCode.Created, (await _http.SendAsync(request)).StatusCode);
        var message = Broker.Peek("work").Single().Message;
        Assert.Equal(("m1", "l", TimeSpan.FromSeconds(90), "text/plain; charset=utf-8"), (message.MessageId, message.Label, message.TimeToLive, message.ContentType));
        Assert.Equal(_time.GetUtcNow().AddSeconds(30), message.ScheduledEnqueueTime);
        Assert.Equal(("High", 12345L, true), (message.Properties["Priority"], message.Properties["Customer"], message.Properties["Urgent"]));
        Assert.Equal(3, message.Properties.Count);
    }

    [Fact]
    public async Task PeekLock_GivesBodyPropertiesAndLocation_AndCompleteRemoves()
    {
        await SendBatchAsync("""[{"Body":"a","BrokerProperties":{"MessageId":"m","Label":"L"},"UserProperties":{"text":"x","number":7,"half":0.5,"yes":true}}]""");
        var response = await _http.PostAsync("work/messages/head?timeout=0", null);
        Assert.Equal((HttpStatusCode.Created, "a"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
        var broker = BrokerProperties(response);
        Assert.Equal(("m", "L", 1, 1), ((string)broker["MessageId"]!, (string)broker["Label"]!, (int)broker["DeliveryCount"]!, (int)broker["SequenceNumber"]!));
        Assert.Equal(("Wed, 01 Jan 2025 00:00:00 GMT", "Wed, 01 Jan 2025 00:01:00 GMT"), ((string)broker["EnqueuedTimeUtc"]!, (string)broker["LockedUntilUtc"]!));
        Assert.Equal(("\"x\"", "7", "0.5", "true"), (Header(response, "text"), Header(response, "number"), Header(response, "half"), Header(response, "yes")));
        Assert.Equal(new Uri(_emulator.Endpoint, $"work/messages/1/{broker["LockToken"]}"), response.Headers.Location);
        Assert.Equal(_time.GetUtcNow(), response.Headers.Date);
        Assert.Equal(HttpStatusCode.OK, (await _http.SendAsync(new HttpRequestMessage(HttpMethod.Post, response.Headers.Location))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _http.DeleteAsync(response.Headers.Location)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _http.DeleteAsync(response.Headers.Location)).StatusCode);
        Assert.Equal(0, Broker.Counts("work").Total);
    }

    [Fact]
    public async Task Unlock_ByMessageId_MakesItReceivableAgain()
    {
        await SendBatchAsync("""[{"Body":"a","BrokerProperties":{"MessageId":"my id"}}]""");
        var token = BrokerProperties(await _http.PostAsync("work/messages/head?timeout=0", null))["LockToken"];
        Assert.Equal(HttpStatusCode.NoContent, (await _http.PostAsync("work/messages/head?timeout=0", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _http.PutAsync($"work/messages/other/{token}", null)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _http.PutAsync($"work/messages/my%20id/{token}", null)).StatusCode);
        Assert.Equal(2, (int)BrokerProperties(await _http.PostAsync("work/messages/head?timeout=0", null))["DeliveryCount"]!);
    }

    [Fact]
    public async Task DestructiveRead_TakesTheMessageWithoutALock()
    {
        await SendBatchAsync("""[{"Body":"a"},{"Body":"b"}]""");
        var response = await _http.DeleteAsync("work/messages/head?timeout=0");
        Assert.Equal((HttpStatusCode.OK, "a"), (response.StatusCode, await response.Content.ReadAsStringAsync()));
        Assert.Null(BrokerProperties(response)["LockToken"]);
        Assert.Equal(1, Broker.Counts("work").Total);
    }

    [Fact]
    public async Task DeadLetterQueue_IsReadLikeAQueue()
    {
        await SendBatchAsync("""[{"Body":"a"}]""");
        await Broker.DeadLetterAsync("work", (await Broker.PeekLockAsync("work", TimeSpan.Zero, default))!.LockToken, "Bad", "really bad");
        var response = await _http.PostAsync("work/$DeadLetterQueue/messages/head?timeout=0", null);
        Assert.Equal(("\"Bad\"", "\"really bad\"", "work"), (Header(response, "DeadLetterReason"), Header(response, "DeadLetterErrorDescription"), (string)BrokerProperties(response)["DeadLetterSource"]!));
        Assert.Equal(HttpStatusCode.OK, (await _http.DeleteAsync(response.Headers.Location)).StatusCode);
        Assert.Equal(0, Broker.Counts("work").DeadLetter);
        await RefusedAsync(410, "could not be found", Request("POST", "work/$DeadLetterQueue/messages", "x"));
    }

    [Theory]
    [InlineData("application/vnd.microsoft.servicebus.json; charset=utf-8", "[]", "without parameters")]
    [InlineData(Batch, "{}", "JSON array")]
    [InlineData(Batch, "[", "not JSON")]
    [InlineData(Batch, "[{\"Text\":\"a\"}]", "Body")]
    [InlineData(Batch, "[{\"Body\":\"a\",\"Label\":\"x\"}]", "Label")]
    [InlineData(Batch, "[{\"Body\":\"a\",\"BrokerProperties\":{\"ScheduledEnqueueTimeUtc\":\"2025-01-01T00:00:00Z\"}}]", "ScheduledEnqueueTimeUtc")]
    [InlineData(Batch, "[{\"Body\":\"a\",\"BrokerProperties\":{\"TimeToLive\":\"PT1M\"}}]", "TimeToLive")]
    [InlineData(Batch, "[{\"Body\":\"a\",\"UserProperties\":{\"p\":[]}}]", "'p'")]
    [InlineData(Batch, "[{\"Body\":\"a\",\"BrokerProperties\":{\"ViaPartitionKey\":\"x\"}}]", "transactions")]
    public async Task Send_MalformedBatch_IsRefused(string contentType, string body, string reason)
    {
        var request = Request("POST", "work/messages", body, contentType, exact: true);
        await RefusedAsync(400, reason, request);
        Assert.Equal(0, Broker.Counts("work").Total);
    }

    [Fact]
    public async Task Send_BatchWithBrokerPropertiesHeader_IsRefused()
    {
        var request = Request("POST", "work/messages", "[]", Batch, exact: true);
        request.Headers.Add("BrokerProperties", "{}");
        await RefusedAsync(400, "each message", request);
    }

    [Fact]
    public async Task Send_TooLargeOrNowhere_IsRefused()
    {
        await RefusedAsync(403, "262144", Request("POST", "work/messages", new string('x', (256 * 1024) + 1)));
        await RefusedAsync(403, "batch", Request("POST", "work/messages", $$"""[{"Body":"{{new string('x', 200_000)}}"},{"Body":"{{new string('x', 100_000)}}"}]""", Batch, exact: true));
        await RefusedAsync(410, "nowhere", Request("POST", "nowhere/messages", "x"));
        await RefusedAsync(410, "nowhere", Request("POST", "nowhere/messages/head?timeout=0"));
    }

    [Theory]
    [InlineData("POST", "topic/subscriptions/s/messages/head", "topics")]
    [InlineData("POST", "work/sessions/s/messages/head", "sessions")]
    [InlineData("POST", "work/messages/1/no-guid", "lock token")]
    [InlineData("POST", "work/messages/head?timeout=soon", "timeout")]
    [InlineData("GET", "work", "api-version")]
    public async Task Request_NotInTierOrMalformed_IsRefused(string method, string path, string reason) => await RefusedAsync(400, reason, Request(method, path));

    [Fact]
    public async Task Request_WrongMethod_IsRefused() => await RefusedAsync(405, "PATCH", Request("PATCH", "work/messages"));

    [Theory]
    [InlineData("<RequiresSession>true</RequiresSession>", "RequiresSession")]
    [InlineData("<RequiresDuplicateDetection>true</RequiresDuplicateDetection>", "RequiresDuplicateDetection")]
    [InlineData("<ForwardTo>other</ForwardTo>", "ForwardTo")]
    [InlineData("<AutoDeleteOnIdle>PT5M</AutoDeleteOnIdle>", "AutoDeleteOnIdle")]
    [InlineData("<DefaultMessageTimeToLive>P15D</DefaultMessageTimeToLive>", "14 days")]
    [InlineData("<LockDuration>PT6M</LockDuration>", "LockDuration")]
    [InlineData("<LockDuration>soon</LockDuration>", "LockDuration")]
    [InlineData("<MaxDeliveryCount>0</MaxDeliveryCount>", "MaxDeliveryCount")]
    public async Task PutQueue_BeyondBasicOrOutOfRange_IsRefused(string setting, string reason)
    {
        await RefusedAsync(400, reason, Put("new", setting));
        Assert.False(Broker.QueueExists("new"));
    }

    [Fact]
    public async Task PutQueue_Topic_IsRefused() => await RefusedAsync(
        400, "TopicDescription", Request("PUT", "new?api-version=2021-05", Entry("").Replace("QueueDescription", "TopicDescription", StringComparison.Ordinal)));

    [Fact]
    public async Task Management_CreateReadUpdateDelete()
    {
        var created = await _http.SendAsync(Put("new", "<LockDuration>PT30S</LockDuration><RequiresSession>false</RequiresSession><MaxDeliveryCount>3</MaxDeliveryCount>"));
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Equal((TimeSpan.FromSeconds(30), 3), (Broker.Settings("new").LockDuration, Broker.Settings("new").MaxDeliveryCount));
        await RefusedAsync(409, "exists", Put("new", ""));
        var update = Put("new", "<MaxDeliveryCount>5</MaxDeliveryCount>");
        update.Headers.TryAddWithoutValidation("If-Match", "*");
        Assert.Equal(HttpStatusCode.OK, (await _http.SendAsync(update)).StatusCode);
        var read = await _http.GetStringAsync("new?api-version=2021-05");
        Assert.Contains("<MaxDeliveryCount>5</MaxDeliveryCount>", read, StringComparison.Ordinal);
        Assert.Contains(">0</ActiveMessageCount>", read, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await _http.DeleteAsync("new?api-version=2021-05")).StatusCode);
        await RefusedAsync(404, "could not be found", Request("DELETE", "new?api-version=2021-05"));
        var missing = await _http.GetAsync("new?api-version=2021-05");
        Assert.Equal(HttpStatusCode.OK, missing.StatusCode);
        var feed = await missing.Content.ReadAsStringAsync();
        Assert.StartsWith("<feed", feed, StringComparison.Ordinal);
        Assert.DoesNotContain("<entry", feed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("send", "send-key", "work", 201, 401, 401)]
    [InlineData("listen", "listen-key", "work", 401, 204, 401)]
    [InlineData("RootManageSharedAccessKey", "SAS_KEY_VALUE", "work", 201, 204, 200)]
    [InlineData("RootManageSharedAccessKey", "SAS_KEY_VALUE", "", 201, 204, 200)]
    [InlineData("RootManageSharedAccessKey", "SAS_KEY_VALUE", "wor", 401, 401, 401)]
    [InlineData("RootManageSharedAccessKey", "SAS_KEY_VALUE", "work/messages", 201, 204, 401)]
    [InlineData("RootManageSharedAccessKey", "U0FTX0tFWV9WQUxVRQ==", "work", 401, 401, 401)]
    [InlineData("queue", "queue-key", "work", 201, 204, 200)]
    [InlineData("nobody", "SAS_KEY_VALUE", "work", 401, 401, 401)]
    public async Task Sas_PolicyKeyAndResource_Decide(string policy, string key, string resource, int send, int receive, int manage)
    {
        _http.DefaultRequestHeaders.Authorization = null;
        foreach (var root in new[] { _emulator.Endpoint.AbsoluteUri, "sb://contoso.servicebus.windows.net/", $"{_emulator.Endpoint.Authority}/" })
        {
            var token = Sas(root + resource, policy, key, _time.GetUtcNow().AddMinutes(1));
            Assert.Equal(receive, await StatusAsync(token, Request("POST", "work/messages/head?timeout=0")));
            Assert.Equal(send, await StatusAsync(token, Request("POST", "work/messages", "x")));
            Assert.Equal(manage, await StatusAsync(token, Request("GET", "work?api-version=2021-05")));
            if (send == 201)
                await Broker.ReceiveAndDeleteAsync("work", TimeSpan.Zero, default);
        }
    }

    [Fact]
    public async Task Sas_ExpiredMissingOrMalformed_IsRefusedWithTheReason()
    {
        _http.DefaultRequestHeaders.Authorization = null;
        var root = _emulator.Endpoint.AbsoluteUri + "work";
        await RefusedAsync(401, "MissingToken", Request("POST", "work/messages", "x"));
        await RefusedAsync(401, "ExpiredToken", Signed(Sas(root, "send", "send-key", _time.GetUtcNow())));
        await RefusedAsync(401, "MalformedToken", Signed("Basic abc"));
        await RefusedAsync(401, "MalformedToken", Signed("SharedAccessSignature sr=x"));
        var valid = Sas(root, "send", "send-key", _time.GetUtcNow().AddMinutes(1));
        await RefusedAsync(401, "InvalidSignature", Signed(valid.Replace("&se=1", "&se=2", StringComparison.Ordinal)));
        await RefusedAsync(401, "InvalidSignature", Signed(valid.Replace("&sig=", "&sig=%21", StringComparison.Ordinal)));
        await RefusedAsync(401, "MalformedToken", Signed(valid + "&skn=send"));
        Assert.Equal(HttpStatusCode.Created, (await _http.SendAsync(Signed(valid))).StatusCode);
    }

    [Fact]
    public async Task Throttled_SaysSoAndWhenToReturn()
    {
        await using var emulator = await ServiceBusEmulator.StartAsync(0, new ServiceBusBrokerOptions { CreditsPerSecond = 1 }, new ServiceBusRestOptions(), _time, default);
        emulator.Broker.EnsureQueue("work");
        await emulator.Broker.SendAsync("work", [BrokerMessage.FromText("x")]);
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(emulator.Endpoint, "work/messages/head?timeout=0"));
        var response = await _http.SendAsync(request);
        Assert.Equal((429, "2"), ((int)response.StatusCode, Header(response, "Retry-After")));
        Assert.Contains("50009", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Views_ShowOperationsAndContents()
    {
        await SendBatchAsync("""[{"Body":"a","UserProperties":{"p":"q"}},{"Body":"b","BrokerProperties":{"ScheduledEnqueueTimeUtc":"Wed, 01 Jan 2025 01:00:00 GMT"}}]""");
        await _http.PostAsync("work/messages/head?timeout=0", null);
        await _http.PostAsync("work/messages/head?timeout=0", null);
        _http.DefaultRequestHeaders.Authorization = null;
        var metrics = JsonNode.Parse(await _http.GetStringAsync("$emulator/metrics"))!;
        Assert.Equal((2, 1, 1), ((int)metrics["operations"]!["send"]!, (int)metrics["queues"]!["work"]!["receive"]!, (int)metrics["operations"]!["receive-empty"]!));
        Assert.Equal(5, (int)metrics["total"]!);
        var work = JsonNode.Parse(await _http.GetStringAsync("$emulator/queues"))!["work"]!;
        Assert.Equal((1, 1, 1, 0), ((int)work["active"]!, (int)work["locked"]!, (int)work["scheduled"]!, (int)work["deadLetter"]!));
        Assert.Equal(("a", "q", true), ((string)work["messages"]![0]!["body"]!, (string)work["messages"]![0]!["properties"]!["p"]!, (bool)work["messages"]![0]!["locked"]!));
        Assert.Equal(HttpStatusCode.NotFound, (await _http.GetAsync("$emulator/else")).StatusCode);
    }

    [Fact]
    public async Task LongPoll_ServerStops_IsAnswered()
    {
        var emulator = await ServiceBusEmulator.StartAsync(0, new ServiceBusBrokerOptions(), new ServiceBusRestOptions(), _time, default);
        emulator.Broker.EnsureQueue("work");
        var polling = _http.PostAsync(new Uri(emulator.Endpoint, "work/messages/head?timeout=60"), null);
        while (_time.UntilNextTimer is null)
            await Task.Yield();
        await emulator.DisposeAsync();
        Assert.Equal(HttpStatusCode.NoContent, (await polling.WaitAsync(TimeSpan.FromSeconds(30))).StatusCode);
    }

    private static string Sas(string resource, string policy, string key, DateTimeOffset expires)
    {
        var encoded = Uri.EscapeDataString(resource);
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes($"{encoded}\n{expires.ToUnixTimeSeconds()}"));
        return $"SharedAccessSignature sr={encoded}&sig={Uri.EscapeDataString(Convert.ToBase64String(signature))}&se={expires.ToUnixTimeSeconds()}&skn={policy}";
    }

    private static HttpRequestMessage Request(string method, string path, string? body = null, string contentType = "text/plain", bool exact = false)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is null)
            return request;
        request.Content = exact ? new ByteArrayContent(Encoding.UTF8.GetBytes(body)) : new StringContent(body, Encoding.UTF8, contentType);
        if (exact)
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return request;
    }

    private static HttpRequestMessage Put(string queue, string settings) => Request("PUT", $"{queue}?api-version=2021-05", Entry(settings));

    private static string Entry(string settings) =>
        "<entry xmlns=\"http://www.w3.org/2005/Atom\"><content type=\"application/xml\">"
        + $"<QueueDescription xmlns=\"http://schemas.microsoft.com/netservices/2010/10/servicebus/connect\">{settings}</QueueDescription></content></entry>";

    private static HttpRequestMessage Signed(string authorization)
    {
        var request = Request("POST", "work/messages", "x");
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return request;
    }

    private static string Header(HttpResponseMessage response, string name) => response.Headers.GetValues(name).Single();

    private static JsonNode BrokerProperties(HttpResponseMessage response) => JsonNode.Parse(Header(response, "BrokerProperties"))!;

    private async Task<int> StatusAsync(string authorization, HttpRequestMessage request)
    {
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return (int)(await _http.SendAsync(request)).StatusCode;
    }

    private async Task SendBatchAsync(string json) =>
        Assert.Equal(HttpStatusCode.Created, (await _http.SendAsync(Request("POST", "work/messages", json, Batch, exact: true))).StatusCode);

    private async Task RefusedAsync(int status, string reason, HttpRequestMessage request)
    {
        var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains($"<Code>{status}</Code>", text, StringComparison.Ordinal);
        Assert.Contains(reason, text, StringComparison.Ordinal);
    }
}
