using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using CloudOrchestrator.Emulators.Functions.Handlers;
using CloudOrchestrator.Emulators.Tests.Running;

namespace CloudOrchestrator.Emulators.Tests.Functions.Proxying;

public sealed class ProxyTests
{
    private static Task<RunningApp> StartAsync(HostOptions? options = null) => RunningApp.StartAsync(AppFolder.With(("Api", AppFolder.HttpFunction)), options);

    [Fact]
    public async Task Request_First_StartsAnInstanceAndPassesMethodTargetHeadersAndBody()
    {
        await using var app = await StartAsync();
        Assert.Empty(app.Host.Groups[0].Instances);
        using var request = new HttpRequestMessage(HttpMethod.Patch, "echo?a=1&a=2&b=%2F") { Content = new StringContent("body", Encoding.UTF8, "application/merge-patch+json") };
        request.Headers.Add("Authorization", "Bearer mine");
        request.Headers.Add("X-Forwarded-For", "6.6.6.6");
        request.Headers.Add("x-ms-invocation-id", "mine");
        request.Headers.Add("X-ARR-ClientCert", "mine");
        request.Headers.Add("Connection", "X-Hop");
        request.Headers.Add("X-Hop", "for the proxy only");
        using var response = await app.Client.SendAsync(request);
        Assert.Equal("kept", response.Headers.GetValues("X-Answer").Single());
        var seen = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal("PATCH", (string?)seen["method"]);
        Assert.Equal("/echo?a=1&a=2&b=%2F", (string?)seen["target"]);
        Assert.Equal("body", (string?)seen["body"]);
        var headers = seen["headers"]!;
        Assert.Equal("Bearer mine", (string?)headers["Authorization"]);
        Assert.Equal("application/merge-patch+json; charset=utf-8", (string?)headers["Content-Type"]);
        Assert.Equal("127.0.0.1", (string?)headers["X-Forwarded-For"]);
        Assert.Equal("http", (string?)headers["X-Forwarded-Proto"]);
        Assert.Equal(app.Url.Authority, (string?)headers["X-Forwarded-Host"]);
        Assert.Equal($"127.0.0.1:{app.Host.Groups[0].Instances[0].Port}", (string?)headers["Host"]);
        Assert.True(Guid.TryParse((string?)headers["x-ms-invocation-id"], out _));
        Assert.Null(headers["X-ARR-ClientCert"]);
        Assert.Null(headers["X-Hop"]);
    }

    [Fact]
    public async Task Handler_SeesTheHostsVariablesAndTheSettings()
    {
        await using var app = await RunningApp.StartAsync(AppFolder.With(("Api", AppFolder.HttpFunction)), null, ("My:Setting", "its value"));
        var environment = JsonNode.Parse(await app.Client.GetStringAsync("echo"))!["environment"]!;
        var instance = app.Host.Groups[0].Instances[0];
        Assert.Equal("its value", (string?)environment["My__Setting"]);
        Assert.Equal($"{instance.Port}", (string?)environment["FUNCTIONS_CUSTOMHANDLER_PORT"]);
        Assert.Equal(instance.Id, (string?)environment["FUNCTIONS_CUSTOMHANDLER_WORKER_ID"]);
        Assert.NotNull((string?)environment["FUNCTIONS_APP_ROOT_PATH"]);
        Assert.Equal("custom", (string?)environment["FUNCTIONS_WORKER_RUNTIME"]);
        Assert.Contains($"Endpoint=sb://127.0.0.1:{app.ServiceBusUrl.Port};", (string?)environment["ServiceBus"]);
    }

    [Fact]
    public async Task Path_WithEncodedSlash_PassesAsWritten()
    {
        await using var app = await StartAsync();
        var seen = JsonNode.Parse(await app.Client.GetStringAsync("echo/a%2Fb/c%20d"))!;
        Assert.Equal("/echo/a%2Fb/c%20d", (string?)seen["target"]);
    }

    [Fact]
    public async Task RequestBody_ReachesTheHandlerPieceByPiece()
    {
        await using var app = await StartAsync();
        var pieces = new PieceByPiece();
        using var request = new HttpRequestMessage(HttpMethod.Post, "upload") { Content = pieces };
        var response = app.Client.SendAsync(request);
        foreach (var piece in (string[])["one", "two", "three"])
        {
            await pieces.WriteAsync(piece);
            await app.Log.WaitForAsync($"uploaded {piece}");
        }

        pieces.End();
        Assert.Equal(HttpStatusCode.OK, (await response).StatusCode);
    }

    [Fact]
    public async Task ResponseBody_ReachesTheClientPieceByPiece()
    {
        await using var app = await StartAsync();
        using var response = await app.Client.GetAsync("download", HttpCompletionOption.ResponseHeadersRead);
        await using var answer = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[64];
        foreach (var piece in (string[])["?one", "?two", "?three"])
        {
            await app.Client.GetAsync($"push{piece}");
            Assert.Equal(piece, Encoding.ASCII.GetString(buffer, 0, await answer.ReadAsync(buffer)));
        }
    }

    [Fact]
    public async Task Client_HangsUp_HandlerSeesIt()
    {
        await using var app = await StartAsync();
        using var cancel = new CancellationTokenSource();
        var request = app.Client.GetAsync("hang", cancel.Token);
        await app.Log.WaitForAsync("hanging in");
        await cancel.CancelAsync();
        await app.Log.WaitForAsync("aborted");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
    }

    [Theory]
    [InlineData("admin/host/status")]
    [InlineData("Admin")]
    [InlineData("runtime/webhooks/x")]
    public async Task Path_TheHostKeeps_IsNotFoundWithoutAnInstance(string path)
    {
        await using var app = await StartAsync();
        using var response = await app.Client.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(app.Host.Groups[0].Instances);
    }

    [Fact]
    public async Task Url_TooLong_IsRefused()
    {
        await using var app = await StartAsync();
        using var longPath = await app.Client.GetAsync("x" + new string('y', 8192));
        using var longQuery = await app.Client.GetAsync("echo?q=" + new string('y', 4096));
        Assert.Equal(HttpStatusCode.RequestUriTooLong, longPath.StatusCode);
        Assert.Equal(HttpStatusCode.RequestUriTooLong, longQuery.StatusCode);
        Assert.Empty(app.Host.Groups[0].Instances);
    }

    [Fact]
    public async Task Body_DeclaredOverTheLimit_Is413()
    {
        await using var app = await StartAsync();
        using var socket = new TcpClient(app.Url.Host, app.Url.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 104857601\r\nConnection: close\r\n\r\n"u8.ToArray());
        using var reader = new StreamReader(stream);
        Assert.StartsWith("HTTP/1.1 413", await reader.ReadLineAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upgrade_DoesNotPass_HandlerAnswersAPlainRequest()
    {
        await using var app = await StartAsync();
        using var socket = new TcpClient(app.Url.Host, app.Url.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync("GET /echo HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\nX-Stream: kept\r\n\r\n"u8.ToArray());
        var buffer = new byte[16384];
        var text = Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer));
        while (!text.Contains("\"body\"", StringComparison.Ordinal))
            text += Encoding.ASCII.GetString(buffer, 0, await stream.ReadAsync(buffer));
        Assert.StartsWith("HTTP/1.1 200", text, StringComparison.Ordinal);
        Assert.Contains("\"X-Stream\":\"kept\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("SPDY", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FrontEndLimit_BeforeTheAnswer_Is504()
    {
        await using var app = await StartAsync(new HostOptions { FrontEndTimeout = TimeSpan.FromSeconds(5), MinInstances = new Dictionary<string, int> { ["http"] = 1 } });
        await app.Log.WaitForAsync("answers on port");
        using var response = await app.Client.GetAsync("hang");
        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        await app.Log.WaitForAsync("aborted");
    }

    [Fact]
    public async Task FrontEndLimit_AfterTheAnswerBegan_BreaksTheConnection()
    {
        await using var app = await StartAsync(new HostOptions { FrontEndTimeout = TimeSpan.FromSeconds(5), MinInstances = new Dictionary<string, int> { ["http"] = 1 } });
        await app.Log.WaitForAsync("answers on port");
        using var response = await app.Client.GetAsync("hang-after-headers", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await Assert.ThrowsAnyAsync<Exception>(() => response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Process_EndsInMidRequest_Is502AndTheNextRequestIsServed()
    {
        await using var app = await StartAsync();
        using var lost = await app.Client.GetAsync("exit");
        Assert.Equal(HttpStatusCode.BadGateway, lost.StatusCode);
        await app.Log.WaitForAsync("ended with exit code 3 (error 1 of 3)");
        Assert.Equal(HttpStatusCode.OK, (await app.Client.GetAsync("pid")).StatusCode);
    }

    private sealed class PieceByPiece : HttpContent
    {
        private readonly TaskCompletionSource<Stream> _stream = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task WriteAsync(string text)
        {
            var stream = await _stream.Task;
            await stream.WriteAsync(Encoding.ASCII.GetBytes(text));
            await stream.FlushAsync();
        }

        public void End() => _end.SetResult();

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            _stream.SetResult(stream);
            return _end.Task;
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
