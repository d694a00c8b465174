using System.Buffers;
using System.Net.Security;
using System.Net.Sockets;

namespace CloudOrchestrator.Benchmarks.Http;

/// <summary>
/// One HTTP/1.1 connection, used by one thread at a time. It sends bytes that are ready and reads no more of an answer than where it ends: client and server share
/// the processor, so what the client spends is taken from what it measures.
/// </summary>
internal sealed class LoadConnection : IDisposable
{
    private readonly Stream _stream;
    private readonly BodyReader _body;

    private LoadConnection(Stream stream)
    {
        _stream = stream;
        _body = new BodyReader(stream);
    }

    /// <summary>Bytes of requests sent.</summary>
    public long Sent { get; private set; }

    /// <summary>Bytes of answers received, headers included.</summary>
    public long Received => _body.Received;

    /// <summary>Whether the last answer says after which time to try again.</summary>
    public bool SaysRetryAfter => _body.SaysRetryAfter;

    /// <summary>Connects and shakes hands.</summary>
    public static LoadConnection Open(Kubeconfig kubeconfig)
    {
        var client = new TcpClient { NoDelay = true };
        try
        {
            client.Connect(kubeconfig.Server.Host, kubeconfig.Server.Port);
            Stream stream = client.GetStream();
            if (kubeconfig.Server.Scheme == Uri.UriSchemeHttps)
            {
                var tls = new SslStream(stream);
                tls.AuthenticateAsClient(kubeconfig.TlsOptions());
                stream = tls;
            }

            return new LoadConnection(stream);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Sends a request and reads its whole answer; the HTTP status. The body is kept in <paramref name="body"/> when there is one to take it.</summary>
    public int Exchange(ReadOnlySpan<byte> request, ArrayBufferWriter<byte>? body = null)
    {
        var status = Begin(request);
        while (true)
        {
            var piece = _body.Next();
            if (piece.IsEmpty)
                return status;
            body?.Write(piece);
        }
    }

    /// <summary>As <see cref="Exchange"/>, but an answer that is no success is an error with the answer's text.</summary>
    public void Require(ReadOnlySpan<byte> request)
    {
        var status = Begin(request);
        var failed = status is < 200 or > 299 ? new ArrayBufferWriter<byte>() : null;
        while (true)
        {
            var piece = _body.Next();
            if (piece.IsEmpty)
                break;
            failed?.Write(piece);
        }

        if (failed is not null)
            throw RefusedException.Of(status, request, failed.WrittenSpan);
    }

    /// <summary>Sends a request and reads the head of its answer; the HTTP status.</summary>
    public int Begin(ReadOnlySpan<byte> request)
    {
        _stream.Write(request);
        Sent += request.Length;
        return _body.ReadHead();
    }

    /// <summary>The next piece of the body as it arrives; empty at its end. Valid until the next call.</summary>
    public ReadOnlySpan<byte> NextPiece() => _body.Next();

    public void Dispose() => _stream.Dispose();
}
