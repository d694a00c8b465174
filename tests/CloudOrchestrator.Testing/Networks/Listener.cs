using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CloudOrchestrator.Testing.Networks;

/// <summary>A server in a namespace. On one port, over TCP and UDP, it answers with its name and the address it saw its client under: <c>name client</c>.</summary>
public sealed class Listener : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly string _name;
    private readonly Socket _tcp;
    private readonly Socket _udp;
    private readonly Task _serving;

    private Listener(string name, Socket tcp, Socket udp)
    {
        (_name, _tcp, _udp) = (name, tcp, udp);
        _serving = Task.WhenAll(ServeTcpAsync(), ServeUdpAsync());
    }

    /// <summary>Starts to listen on all addresses of the namespace.</summary>
    public static async Task<Listener> StartAsync(NetworkNamespace place, string name, int port)
    {
        var (tcp, udp) = await place.EnterAsync(() =>
        {
            var streams = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            streams.Bind(new IPEndPoint(IPAddress.Any, port));
            streams.Listen();
            var datagrams = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            datagrams.Bind(new IPEndPoint(IPAddress.Any, port));
            return Task.FromResult((streams, datagrams));
        });
        return new Listener(name, tcp, udp);
    }

    /// <summary>Connects from a namespace over TCP: the answer, or <c>refused</c>, <c>timeout</c>, or another error's name.</summary>
    public static async Task<string> AskTcpAsync(NetworkNamespace from, string address, int port, TimeSpan patience)
    {
        using var socket = await from.EnterAsync(() => Task.FromResult(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)));
        return await AskAsync(
            async stop =>
            {
                await socket.ConnectAsync(new IPEndPoint(IPAddress.Parse(address), port), stop);
                var buffer = new byte[200];
                return Encoding.ASCII.GetString(buffer, 0, await socket.ReceiveAsync(buffer, stop));
            },
            patience);
    }

    /// <summary>Asks from a namespace over UDP, from a socket that may have asked before.</summary>
    public static Task<string> AskUdpAsync(Socket socket, string address, int port, TimeSpan patience) => AskAsync(
        async stop =>
        {
            var destination = new IPEndPoint(IPAddress.Parse(address), port);
            if (!socket.Connected)
                await socket.ConnectAsync(destination, stop);
            await socket.SendAsync("?"u8.ToArray(), stop);
            var buffer = new byte[200];
            return Encoding.ASCII.GetString(buffer, 0, await socket.ReceiveAsync(buffer, stop));
        },
        patience);

    /// <summary>A UDP socket in a namespace.</summary>
    public static Task<Socket> UdpSocketAsync(NetworkNamespace from) =>
        from.EnterAsync(() => Task.FromResult(new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _tcp.Dispose();
        _udp.Dispose();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private static async Task<string> AskAsync(Func<CancellationToken, Task<string>> ask, TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        try
        {
            return await ask(limit.Token);
        }
        catch (SocketException failure)
        {
            return failure.SocketErrorCode == SocketError.ConnectionRefused ? "refused" : failure.SocketErrorCode.ToString();
        }
        catch (OperationCanceledException)
        {
            return "timeout";
        }
    }

    private byte[] Answer(EndPoint client) => Encoding.ASCII.GetBytes($"{_name} {((IPEndPoint)client).Address}");

    private async Task ServeTcpAsync()
    {
        while (true)
        {
            using var client = await _tcp.AcceptAsync(_stop.Token);
            await client.SendAsync(Answer(client.RemoteEndPoint!), _stop.Token);
            client.Shutdown(SocketShutdown.Send);
        }
    }

    private async Task ServeUdpAsync()
    {
        var buffer = new byte[200];
        while (true)
        {
            var received = await _udp.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), _stop.Token);
            await _udp.SendToAsync(Answer(received.RemoteEndPoint), received.RemoteEndPoint, _stop.Token);
        }
    }
}
