using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CloudOrchestrator.Kinds.Core.Services;
using CloudOrchestrator.Kinds.Discovery.EndpointSlices;
using CloudOrchestrator.NodeAgent.Dns;
using CloudOrchestrator.NodeAgent.Networking;
using CloudOrchestrator.Objects.Meta;
using Microsoft.Extensions.Logging.Abstractions;

namespace CloudOrchestrator.NodeAgent.Tests.Dns;

public sealed class DnsServerTests
{
    private static readonly DnsZone Zone = new("cluster.local", "10.96.0.10", AddressRange.Parse("10.244.0.0/16"));

    [Fact]
    public async Task Udp_ClusterName_IsAnswered()
    {
        await using var server = await RunningServer.StartAsync(Directory());
        var response = await server.AskAsync(Query("Web.Default.svc.cluster.local"), tcp: false);
        Assert.Equal(DnsResponseCode.NoError, Code(response));
        Assert.Equal([new DnsRecord.A("web.default.svc.cluster.local", "10.96.0.5")], Timeless(DnsReader.Answers(response)));
        Assert.Contains("Web", Encoding.ASCII.GetString(response), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Udp_AnswerTooLong_IsTruncatedAndWholeOverTcp()
    {
        await using var server = await RunningServer.StartAsync(Directory(endpoints: 200));
        var query = Query("db.default.svc.cluster.local");
        var truncated = await server.AskAsync(query, tcp: false);
        Assert.True(truncated.Length <= 512);
        Assert.NotEqual(0, truncated[2] & 0x02);
        Assert.Equal(200, DnsReader.Answers(await server.AskAsync(query, tcp: true)).Count);
    }

    [Fact]
    public async Task Udp_ClientTakesMore_GetsMore()
    {
        await using var server = await RunningServer.StartAsync(Directory(endpoints: 40));
        var response = await server.AskAsync(Query("db.default.svc.cluster.local", payloadMax: 4096), tcp: false);
        Assert.Equal(40, DnsReader.Answers(response).Count);
        Assert.InRange(response.Length, 513, 1232);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OutsideName_IsAskedUpstreamOnceAndKept(bool tcp)
    {
        await using var upstream = await RunningServer.StartAsync(Directory(), "example.com");
        await using var server = await RunningServer.StartAsync(Directory(), upstreams: upstream.EndPoint);
        for (ushort id = 1; id <= 3; id++)
        {
            var response = await server.AskAsync(Query("dns-version.example.com", DnsType.Txt, id), tcp);
            Assert.Equal(id, BinaryPrimitives.ReadUInt16BigEndian(response));
            Assert.Contains("1.1.0", Encoding.ASCII.GetString(response), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task OutsideName_FirstUpstreamSilent_NextIsAsked()
    {
        using var silent = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        silent.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await using var upstream = await RunningServer.StartAsync(Directory(), "example.com");
        await using var server = await RunningServer.StartAsync(Directory(), upstreams: [(IPEndPoint)silent.LocalEndPoint!, upstream.EndPoint]);
        Assert.Equal(DnsResponseCode.NoError, Code(await server.AskAsync(Query("dns-version.example.com", DnsType.Txt), tcp: false)));
    }

    [Fact]
    public async Task OutsideName_NoUpstream_IsAServerFailure()
    {
        await using var server = await RunningServer.StartAsync(Directory());
        Assert.Equal(DnsResponseCode.ServerFailure, Code(await server.AskAsync(Query("example.com"), tcp: false)));
    }

    [Fact]
    public async Task Alias_ToAnOutsideName_IsFollowed()
    {
        await using var upstream = await RunningServer.StartAsync(Directory(), "example.com");
        await using var server = await RunningServer.StartAsync(Directory(), upstreams: upstream.EndPoint);
        var answers = Timeless(DnsReader.Answers(await server.AskAsync(Query("out.default.svc.cluster.local"), tcp: false)));
        Assert.Equal([new DnsRecord.CName("out.default.svc.cluster.local", "ns.dns.example.com"), new DnsRecord.A("ns.dns.example.com", "10.96.0.10")], answers);
    }

    [Theory]
    [InlineData(0x2800, 1, DnsResponseCode.NotImplemented)]
    [InlineData(0x0100, 3, DnsResponseCode.Refused)]
    public async Task OtherOperationsAndClasses_AreRefused(int flags, int @class, object code)
    {
        await using var server = await RunningServer.StartAsync(Directory());
        var query = Query("web.default.svc.cluster.local");
        BinaryPrimitives.WriteUInt16BigEndian(query.AsSpan(2), (ushort)flags);
        BinaryPrimitives.WriteUInt16BigEndian(query.AsSpan(query.Length - 2), (ushort)@class);
        Assert.Equal((DnsResponseCode)code, Code(await server.AskAsync(query, tcp: false)));
    }

    [Fact]
    public async Task Respond_AnyBytes_NeverThrowsAndNeverAnswersAnAnswer()
    {
        var responder = new DnsResponder(() => Directory(), new DnsForwarder([], TimeProvider.System));
        var random = new Random(20261121);
        var valid = Query("web.default.svc.cluster.local", payloadMax: 1232);
        for (var round = 0; round < 20_000; round++)
        {
            byte[] message;
            if (round % 2 == 0)
            {
                message = new byte[random.Next(64)];
                random.NextBytes(message);
            }
            else
            {
                message = [.. valid[..random.Next(valid.Length + 1)]];
                for (var flips = random.Next(4); flips > 0 && message.Length > 0; flips--)
                    message[random.Next(message.Length)] = (byte)random.Next(256);
            }

            var response = await responder.RespondAsync(message, tcp: false, default);
            if (message.Length < DnsReader.HeaderLength || (message[2] & 0x80) != 0)
                Assert.Null(response);
            else
                Assert.Equal(message[..2], response![..2]);
        }
    }

    [Fact]
    public void Name_PointerLoops_AreRefused()
    {
        byte[] loop = [0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xC0, 12, 0, 1, 0, 1];
        Assert.Throws<DnsFormatException>(() => DnsReader.ReadQuery(loop));
    }

    [Fact]
    public void Parse_ResolvConf_FindsTheServers() =>
        Assert.Equal(["10.0.0.2", "fd00::2"], Resolvers.Parse(["# comment", "nameserver 10.0.0.2", "search a b", "nameserver\tfd00::2 x", "nameserver"]));

    private static byte[] Query(string name, DnsType type = DnsType.A, ushort id = 7, int? payloadMax = null)
    {
        var query = new List<byte>(DnsWriter.WriteQuery(new DnsQuestion(name, type)));
        (query[0], query[1]) = ((byte)(id >> 8), (byte)id);
        if (payloadMax is { } max)
        {
            query[11] = 1;
            query.AddRange([0, 0, 41, (byte)(max >> 8), (byte)max, 0, 0, 0, 0, 0, 0]);
        }

        return [.. query];
    }

    private static DnsResponseCode Code(byte[] response) => (DnsResponseCode)(response[3] & 0xF);

    private static IEnumerable<DnsRecord> Timeless(IEnumerable<DnsRecord> records) => records.Select(record => record with { TimeToLive = ClusterDns.TimeToLiveSeconds });

    private static DnsDirectory Directory(int endpoints = 2, string domain = "cluster.local")
    {
        Service Named(string name, ServiceSpec spec) => new() { Metadata = new ObjectMeta { Name = name, Namespace = "default" }, Spec = spec };
        var slice = new EndpointSlice
        {
            Metadata = new ObjectMeta { Name = "db-1", Namespace = "default", Labels = new Dictionary<string, string> { ["kubernetes.io/service-name"] = "db" } },
            AddressType = "IPv4",
            Endpoints = [.. Enumerable.Range(1, endpoints).Select(number => new Endpoint { Addresses = [$"10.244.1.{number}"] })],
        };
        return DnsDirectory.Of(
            [
                Named("web", new ServiceSpec { ClusterIP = "10.96.0.5" }),
                Named("db", new ServiceSpec { ClusterIP = "None" }),
                Named("out", new ServiceSpec { Type = "ExternalName", ExternalName = "ns.dns.example.com" }),
            ],
            [slice],
            Zone with { Domain = domain });
    }

    private sealed class RunningServer : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private Task _running = Task.CompletedTask;

        public IPEndPoint EndPoint { get; private set; } = null!;

        public static async Task<RunningServer> StartAsync(DnsDirectory directory, string? domain = null, params IReadOnlyList<IPEndPoint> upstreams)
        {
            var running = new RunningServer();
            var listening = new TaskCompletionSource<IPEndPoint>();
            var served = domain is null ? directory : Directory(domain: domain);
            var server = new DnsServer(() => served, new DnsForwarder(upstreams, TimeProvider.System), NullLogger.Instance) { Listening = listening.SetResult };
            running._running = server.RunAsync("127.0.0.1", 0, running._stop.Token);
            running.EndPoint = await listening.Task.WaitAsync(TimeSpan.FromSeconds(10));
            return running;
        }

        public async Task<byte[]> AskAsync(byte[] query, bool tcp)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            if (tcp)
            {
                using var client = new TcpClient();
                await client.ConnectAsync(EndPoint, limit.Token);
                await DnsStream.WriteAsync(client.GetStream(), query, limit.Token);
                return (await DnsStream.ReadAsync(client.GetStream(), limit.Token))!;
            }

            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            await socket.ConnectAsync(EndPoint, limit.Token);
            await socket.SendAsync(query, limit.Token);
            var buffer = new byte[ushort.MaxValue];
            return buffer[..await socket.ReceiveAsync(buffer, limit.Token)];
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _stop.Dispose();
        }
    }
}
