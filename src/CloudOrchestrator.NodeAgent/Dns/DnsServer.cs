using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace CloudOrchestrator.NodeAgent.Dns;

/// <summary>Cluster DNS over UDP and TCP.</summary>
internal sealed class DnsServer(Func<DnsDirectory> directory, DnsForwarder forwarder, ILogger logger)
{
    /// <summary>The port of DNS.</summary>
    public const int StandardPort = 53;

    // A flood of questions for slow outside names must not take all memory.
    private const int QuestionsAtOnceMax = 1000;
    private static readonly TimeSpan ConnectionPatience = TimeSpan.FromSeconds(10);

    private readonly DnsResponder _responder = new(directory, forwarder);
    private readonly SemaphoreSlim _room = new(QuestionsAtOnceMax);

    /// <summary>Serves until cancelled.</summary>
    public async Task RunAsync(string address, int port, CancellationToken cancellationToken)
    {
        using var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        udp.Bind(new IPEndPoint(IPAddress.Parse(address), port));
        var endPoint = (IPEndPoint)udp.LocalEndPoint!;
        using var tcp = new TcpListener(endPoint);
        tcp.Start();
        Listening?.Invoke(endPoint);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] loops = [ServeUdpAsync(udp, stop.Token), ServeTcpAsync(tcp, stop.Token)];
        await Task.WhenAny(loops);
        await stop.CancelAsync();
        await Task.WhenAll(loops);
    }

    /// <summary>Called with the address once questions can be asked.</summary>
    public Action<IPEndPoint>? Listening { get; init; }

    private async Task ServeUdpAsync(Socket socket, CancellationToken cancellationToken)
    {
        var running = new HashSet<Task>();
        var buffer = new byte[ushort.MaxValue];
        try
        {
            while (true)
            {
                var received = await ReceiveAsync(socket, buffer, cancellationToken);
                if (received is not { } datagram)
                    continue;
                await _room.WaitAsync(cancellationToken);
                running.RemoveWhere(task => task.IsCompleted);
                running.Add(AnswerAsync(socket, buffer[..datagram.ReceivedBytes], datagram.RemoteEndPoint, cancellationToken));
            }
        }
        finally
        {
            await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    private static async Task<SocketReceiveFromResult?> ReceiveAsync(Socket socket, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), cancellationToken);
        }
        catch (SocketException)
        {
            // An answer came back undeliverable; that is its client's loss.
            return null;
        }
    }

    private async Task AnswerAsync(Socket socket, byte[] message, EndPoint client, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Yield();
            if (await _responder.RespondAsync(message, tcp: false, cancellationToken) is { } response)
                await socket.SendToAsync(response, client, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            logger.LogWarning(failure, "a question of {Client} stays unanswered", client);
        }
        finally
        {
            _room.Release();
        }
    }

    private async Task ServeTcpAsync(TcpListener listener, CancellationToken cancellationToken)
    {
        var running = new HashSet<Task>();
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(cancellationToken);
                await _room.WaitAsync(cancellationToken);
                running.RemoveWhere(task => task.IsCompleted);
                running.Add(ServeConnectionAsync(client, cancellationToken));
            }
        }
        finally
        {
            await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    private async Task ServeConnectionAsync(TcpClient client, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await Task.Yield();
            await using var stream = client.GetStream();
            patience.CancelAfter(ConnectionPatience);
            while (await DnsStream.ReadAsync(stream, patience.Token) is { } message)
            {
                if (await _responder.RespondAsync(message, tcp: true, patience.Token) is not { } response)
                    return;
                await DnsStream.WriteAsync(stream, response, patience.Token);
                patience.CancelAfter(ConnectionPatience);
            }
        }
        catch (Exception failure) when (failure is IOException or SocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            logger.LogDebug(failure, "a DNS connection ended early");
        }
        finally
        {
            client.Dispose();
            _room.Release();
        }
    }
}
