using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace CloudOrchestrator.NodeAgent.Dns;

/// <summary>Asks the node's own resolvers, one after the other, by the protocol the client used.</summary>
internal sealed class DnsForwarder(IReadOnlyList<IPEndPoint> resolvers, TimeProvider time)
{
    private const int RoundsMax = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly DnsCache _cache = new(time);

    /// <summary>The response to pass on, with the client's id; null when no resolver answered.</summary>
    public async Task<byte[]?> AskAsync(DnsQuery query, ReadOnlyMemory<byte> message, bool tcp, CancellationToken cancellationToken)
    {
        var key = DnsCacheKey.Of(query, tcp);
        if (_cache.Find(key, query.Id) is { } kept)
            return kept;
        for (var attempt = 0; attempt < RoundsMax * resolvers.Count; attempt++)
        {
            if (await TryAskAsync(resolvers[attempt % resolvers.Count], query, message, tcp, cancellationToken) is not { } response)
                continue;
            BinaryPrimitives.WriteUInt16BigEndian(response, query.Id);
            _cache.Store(key, response);
            return response;
        }

        return null;
    }

    /// <summary>The records an outside name leads to; none when nobody knows.</summary>
    public async Task<IReadOnlyList<DnsRecord>> ResolveAsync(DnsQuestion question, CancellationToken cancellationToken)
    {
        var message = DnsWriter.WriteQuery(question);
        return await AskAsync(DnsReader.ReadQuery(message), message, tcp: false, cancellationToken) is { } response ? DnsReader.Answers(response) : [];
    }

    private async Task<byte[]?> TryAskAsync(IPEndPoint resolver, DnsQuery query, ReadOnlyMemory<byte> message, bool tcp, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);

        // An id nobody can guess, from a new port each time: a forged answer would have to match both.
        var question = message.ToArray();
        var id = (ushort)RandomNumberGenerator.GetInt32(ushort.MaxValue + 1);
        BinaryPrimitives.WriteUInt16BigEndian(question, id);
        try
        {
            var response = tcp ? await OverTcpAsync(resolver, question, either.Token) : await OverUdpAsync(resolver, question, id, query, either.Token);
            return Answers(response, id, query) ? response : null;
        }
        catch (Exception failure) when (failure is SocketException or IOException or DnsFormatException)
        {
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static async Task<byte[]> OverUdpAsync(IPEndPoint resolver, byte[] question, ushort id, DnsQuery query, CancellationToken cancellationToken)
    {
        using var socket = new Socket(resolver.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(resolver, cancellationToken);
        await socket.SendAsync(question, cancellationToken);
        var buffer = new byte[ushort.MaxValue];
        while (true)
        {
            var length = await socket.ReceiveAsync(buffer, cancellationToken);
            if (Answers(buffer.AsSpan(0, length), id, query))
                return buffer[..length];
        }
    }

    private static async Task<byte[]> OverTcpAsync(IPEndPoint resolver, byte[] question, CancellationToken cancellationToken)
    {
        using var client = new TcpClient(resolver.AddressFamily);
        await client.ConnectAsync(resolver, cancellationToken);
        await using var stream = client.GetStream();
        await DnsStream.WriteAsync(stream, question, cancellationToken);
        return await DnsStream.ReadAsync(stream, cancellationToken) ?? throw new IOException("the resolver closed the connection");
    }

    /// <summary>True when the bytes are a whole response to this question.</summary>
    private static bool Answers(ReadOnlySpan<byte> response, ushort id, DnsQuery query)
    {
        if (response.Length < DnsReader.HeaderLength || BinaryPrimitives.ReadUInt16BigEndian(response) != id || (response[2] & 0x80) == 0)
            return false;
        try
        {
            DnsReader.TimesToLive(response);
            var echoed = DnsReader.ReadQuery(response.ToArray());
            return echoed.Question is null || echoed.Question == query.Question;
        }
        catch (DnsFormatException)
        {
            return false;
        }
    }
}
