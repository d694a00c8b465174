using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using CloudOrchestrator.Kinds.Core.Pods;
using CloudOrchestrator.NodeAgent.Serving;
using CloudOrchestrator.NodeAgent.Simulated;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Testing.Agents;
using CloudOrchestrator.Testing.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CloudOrchestrator.NodeAgent.Tests.Serving;

public sealed class AgentEndpointsTests : IAsyncLifetime
{
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(30));
    private RunningAgent _agent = null!;
    private WebApplication _server = null!;
    private Uri _address = null!;

    public async Task InitializeAsync()
    {
        var ids = new RandomIdSource();
        var runtime = new PretendContainerRuntime(new PretendRuntimeOptions(), TimeProvider.System, ids);
        var volumes = new PretendPodVolumes();
        _agent = new RunningAgent(
            new MemoryObjectClient(TimeProvider.System, ids), runtime, new PretendPodNetwork(_ => Task.FromResult(IPNetwork.Parse("10.244.1.0/24"))), _ => volumes, TimeProvider.System);
        await _agent.CreateAsync(RunningAgent.Pod("web", new Container { Name = "main", Image = "app:1" }));
        await _agent.UntilAsync("web", pod => pod.Status?.Phase == "Running");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _server = builder.Build();
        _server.UseWebSockets();
        new AgentEndpoints(_agent.Context, _agent.Pods, new PretendMachine("m", 2, 1 << 30, TimeProvider.System), () => "measured 1\n").Map(_server);
        await _server.StartAsync();
        _address = new Uri(_server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _agent.DisposeAsync();
        _limit.Dispose();
    }

    [Fact]
    public async Task Metrics_Get_WhatWasMeasured() => Assert.Equal("measured 1\n", await GetAsync("/metrics"));

    [Fact]
    public async Task Log_Container_Text()
    {
        Assert.Matches("^k8s_main_web_default_.* started\n$", await GetAsync("/pods/default/web/log?container=main"));
        Assert.Matches("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{9}Z k8s", await GetAsync("/pods/default/web/log?timestamps=true"));
        Assert.Equal("k8s_m", await GetAsync("/pods/default/web/log?container=main&limitBytes=5"));
    }

    [Theory]
    [InlineData("/pods/default/none/log", 404, "pods \"none\" not found")]
    [InlineData("/pods/default/web/log?container=none", 400, "container none is not valid for pod web")]
    [InlineData("/pods/default/web/log?container=main&previous=true", 400, "previous terminated container \"main\" in pod \"web\" not found")]
    [InlineData("/exec/default/web/none?command=true&stdout=true", 404, "container not found (\"none\")")]
    [InlineData("/exec/default/web/main", 400, "you must specify at least 1 command for the container")]
    public async Task Get_Wrong_SaysWhat(string path, int code, string message)
    {
        using var client = new HttpClient();
        using var response = await client.GetAsync(new Uri(_address, path), _limit.Token);
        var status = JsonNode.Parse(await response.Content.ReadAsStringAsync(_limit.Token))!;
        Assert.Equal((code, message, "Status"), ((int)response.StatusCode, (string?)status["message"], (string?)status["kind"]));
    }

    [Fact]
    public async Task Exec_Echo_OutputThenSuccess()
    {
        using var socket = await OpenAsync("/exec/default/web/main?command=echo&command=a%20b&stdout=true&stderr=true");
        var frames = await ReadAllAsync(socket);
        Assert.Equal("a b\n", Joined(frames, 1));
        Assert.Equal("Success", (string?)JsonNode.Parse(Joined(frames, 3))!["status"]);
    }

    [Fact]
    public async Task Exec_Fails_ExitCodeInStatus()
    {
        using var socket = await OpenAsync("/exec/default/web/main?command=false&stdout=true");
        var status = JsonNode.Parse(Joined(await ReadAllAsync(socket), 3))!;
        Assert.Equal("NonZeroExitCode", (string?)status["reason"]);
        Assert.Equal(("ExitCode", "1"), ((string?)status["details"]!["causes"]![0]!["reason"], (string?)status["details"]!["causes"]![0]!["message"]));
    }

    [Fact]
    public async Task Exec_Stdin_ReachesTheProcessUntilItIsClosed()
    {
        using var socket = await OpenAsync("/exec/default/web/main?command=cat&stdin=true&stdout=true");
        await socket.SendAsync(Frame(0, "hello"), WebSocketMessageType.Binary, true, _limit.Token);
        await socket.SendAsync(Frame(4, "{\"Width\":80,\"Height\":24}"), WebSocketMessageType.Binary, true, _limit.Token);
        await socket.SendAsync(new byte[] { 255, 0 }, WebSocketMessageType.Binary, true, _limit.Token);
        Assert.Equal("hello", Joined(await ReadAllAsync(socket), 1));
    }

    [Fact]
    public async Task Stats_Summary_NodeAndPods()
    {
        var summary = JsonNode.Parse(await GetAsync("/stats/summary"))!;
        Assert.Equal(RunningAgent.NodeName, (string?)summary["node"]!["nodeName"]);
        var pod = Assert.Single(summary["pods"]!.AsArray())!;
        Assert.Equal("web", (string?)pod["podRef"]!["name"]);
        Assert.Equal("main", (string?)pod["containers"]![0]!["name"]);
        Assert.True((long)pod["memory"]!["workingSetBytes"]! > 0);
    }

    private static byte[] Frame(byte channel, string text) => [channel, .. Encoding.UTF8.GetBytes(text)];

    private static string Joined(List<(byte Channel, string Text)> frames, byte channel) =>
        string.Concat(frames.Where(frame => frame.Channel == channel).Select(frame => frame.Text));

    private async Task<string> GetAsync(string path)
    {
        using var client = new HttpClient();
        return await client.GetStringAsync(new Uri(_address, path), _limit.Token);
    }

    private async Task<ClientWebSocket> OpenAsync(string path)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("v5.channel.k8s.io");
        await socket.ConnectAsync(new Uri($"ws://{_address.Authority}{path}"), _limit.Token);
        return socket;
    }

    private async Task<List<(byte Channel, string Text)>> ReadAllAsync(ClientWebSocket socket)
    {
        var frames = new List<(byte, string)>();
        var buffer = new byte[4096];
        while (await socket.ReceiveAsync(buffer.AsMemory(), _limit.Token) is { MessageType: not WebSocketMessageType.Close, Count: > 0 and var count })
            frames.Add((buffer[0], Encoding.UTF8.GetString(buffer, 1, count - 1)));
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", _limit.Token);
        return frames;
    }
}
