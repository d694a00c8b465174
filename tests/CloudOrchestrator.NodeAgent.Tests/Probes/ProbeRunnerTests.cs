using System.Net;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.NodeAgent.Probes;
using CloudOrchestrator.NodeAgent.Simulated;
using CloudOrchestrator.Objects;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CloudOrchestrator.NodeAgent.Tests.Probes;

public sealed class ProbeRunnerTests : IAsyncLifetime
{
    private readonly ProbeRunner _runner = new(new PretendContainerRuntime(new PretendRuntimeOptions(), TimeProvider.System, new RandomIdSource()));
    private WebApplication _server = null!;
    private int _http;
    private int _http2;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        _server = builder.Build();
        _server.Map("/status/{code}", (HttpContext context, int code) => context.Response.StatusCode = code);
        _server.Map("/host", (HttpContext context) => context.Response.StatusCode = context.Request.Host.Value == "wanted.example" && context.Request.Headers["X-A"] == "b" ? 200 : 400);
        _server.Map("/elsewhere", (HttpContext context) => context.Response.Redirect("http://elsewhere.invalid/"));
        _server.Map("/redirect", (HttpContext context) => context.Response.Redirect("/status/503"));
        _server.Map("/slow", async (HttpContext context) => await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted));
        _server.MapPost("/grpc.health.v1.Health/Check", AnswerGrpcAsync);
        await _server.StartAsync();
        var addresses = _server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToArray();
        (_http, _http2) = (new Uri(addresses[0]).Port, new Uri(addresses[1]).Port);
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _runner.Dispose();
    }

    [Theory]
    [InlineData("/status/200", true)]
    [InlineData("/status/399", true)]
    [InlineData("/elsewhere", true)]
    [InlineData("/status/404", false)]
    [InlineData("/redirect", false)]
    public async Task TryAsync_Http_ByStatus(string path, bool success) => Assert.Equal(success, (await HttpAsync(path)).Success);

    [Fact]
    public async Task TryAsync_Http_TellsTheStatus() => Assert.Equal("HTTP probe failed with statuscode: 500", (await HttpAsync("/status/500")).Output);

    [Fact]
    public async Task TryAsync_HttpHeaders_AreSent()
    {
        var get = new HTTPGetAction
        {
            Path = "/host",
            Port = "web",
            HttpHeaders = [new HTTPHeader { Name = "Host", Value = "wanted.example" }, new HTTPHeader { Name = "X-A", Value = "b" }],
        };
        Assert.True((await _runner.TryAsync(Target(), new Probe { HttpGet = get }, default)).Success);
    }

    [Fact]
    public async Task TryAsync_HttpTooSlow_Fails()
    {
        var outcome = await _runner.TryAsync(Target(), new Probe { HttpGet = new HTTPGetAction { Path = "/slow", Port = _http }, TimeoutSeconds = 1 }, default);
        Assert.False(outcome.Success);
        Assert.Contains("context deadline exceeded", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TryAsync_Tcp_ByConnection()
    {
        Assert.True((await _runner.TryAsync(Target(), new Probe { TcpSocket = new TCPSocketAction { Port = _http } }, default)).Success);
        var refused = await _runner.TryAsync(Target(), new Probe { TcpSocket = new TCPSocketAction { Port = 1 } }, default);
        Assert.Equal("dial tcp 127.0.0.1:1: connect: connection refused", refused.Output);
    }

    [Theory]
    [InlineData("", true, "service healthy")]
    [InlineData("sick", false, "service unhealthy (responded with \"NOT_SERVING\")")]
    public async Task TryAsync_Grpc_ByHealth(string service, bool success, string output)
    {
        var outcome = await _runner.TryAsync(Target(), new Probe { Grpc = new GRPCAction { Port = _http2, Service = service }, TimeoutSeconds = 5 }, default);
        Assert.Equal(new ProbeOutcome(success, output), outcome);
    }

    [Fact]
    public async Task TryAsync_PortNameUnknown_SaysSo() => Assert.Equal(
        "couldn't find port: nope", (await _runner.TryAsync(Target(), new Probe { TcpSocket = new TCPSocketAction { Port = "nope" } }, default)).Output);

    private static async Task AnswerGrpcAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var sick = System.Text.Encoding.UTF8.GetString(body.ToArray()).Contains("sick", StringComparison.Ordinal);
        context.Response.ContentType = "application/grpc";
        context.Response.DeclareTrailer("grpc-status");
        await context.Response.Body.WriteAsync(new byte[] { 0, 0, 0, 0, 2, 0x08, (byte)(sick ? 2 : 1) });
        context.Response.AppendTrailer("grpc-status", "0");
    }

    private Task<ProbeOutcome> HttpAsync(string path) =>
        _runner.TryAsync(Target(), new Probe { HttpGet = new HTTPGetAction { Path = path, Port = _http }, TimeoutSeconds = 5 }, default);

    private ContainerTarget Target() => new(
        new Pod(), new Container { Name = "main", Ports = [new ContainerPort { Name = "web", ContainerPortValue = _http }] }, "id", "127.0.0.1");
}
