using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CloudOrchestrator.DockerEngine;

/// <summary>The HTTP part of a hijacked connection. HttpClient is no use here: it cannot end one direction of an upgraded connection.</summary>
internal static class HijackHandshake
{
    private const int HeaderBytesMax = 16 * 1024;

    public static async Task PerformAsync(Socket socket, string target, byte[] payload, CancellationToken cancellationToken)
    {
        var head = $"POST {target} HTTP/1.1\r\nHost: docker\r\nContent-Type: application/json\r\nContent-Length: {payload.Length}\r\n" +
            "Connection: Upgrade\r\nUpgrade: tcp\r\n\r\n";
        await SendAsync(socket, Encoding.ASCII.GetBytes(head), cancellationToken);
        await SendAsync(socket, payload, cancellationToken);
        var header = await ReadHeaderAsync(socket, cancellationToken);
        var status = int.Parse(header.AsSpan(header.IndexOf(' ', StringComparison.Ordinal) + 1, 3), CultureInfo.InvariantCulture);
        if (status is 101 or 200)
            return;
        throw DockerTransport.Failure((HttpStatusCode)status, await ReadBodyAsync(socket, header, cancellationToken));
    }

    private static async Task SendAsync(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[await socket.SendAsync(bytes, cancellationToken)..];
    }

    /// <summary>Reads byte by byte so that nothing of the stream that follows is taken. The header is some hundred bytes, once per exec.</summary>
    private static async Task<string> ReadHeaderAsync(Socket socket, CancellationToken cancellationToken)
    {
        var header = new StringBuilder();
        var one = new byte[1];
        while (header.Length < HeaderBytesMax)
        {
            if (await socket.ReceiveAsync(one, cancellationToken) == 0)
                throw new IOException("the engine closed the connection before it answered");
            header.Append((char)one[0]);
            if (one[0] == '\n' && header.Length >= 4 && header[^2] == '\r' && header[^3] == '\n')
                return header.ToString();
        }
        throw new IOException("the engine's answer has no end");
    }

    private static async Task<string> ReadBodyAsync(Socket socket, string header, CancellationToken cancellationToken)
    {
        var length = header.Split("\r\n")
            .Where(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            .Select(line => int.Parse(line.AsSpan(15), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture))
            .FirstOrDefault();
        var body = new byte[Math.Min(length, HeaderBytesMax)];
        var read = 0;
        while (read < body.Length)
        {
            var count = await socket.ReceiveAsync(body.AsMemory(read), cancellationToken);
            if (count == 0)
                break;
            read += count;
        }
        return Encoding.UTF8.GetString(body, 0, read);
    }
}
