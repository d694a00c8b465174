using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Threading.Channels;

namespace CloudOrchestrator.ApiServer.Streaming.Spdy;

/// <summary>
/// The server side of a SPDY/3.1 connection as Kubernetes clients use it for exec, attach and port-forward: the client opens streams, both sides send data.
/// Flow-control windows are neither kept nor announced, as Kubernetes' own library does; TCP's back-pressure holds.
/// </summary>
internal sealed class SpdyConnection(Stream transport) : IAsyncDisposable
{
    private const int FrameLengthMax = 16 * 1024 * 1024 - 1;
    private const int DataLengthMax = 32 * 1024;
    private const int StreamsMax = 1024;
    private const byte FlagFinished = 0x01;

    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly SpdyHeaderDecoder _decoder = new();
    private readonly SpdyHeaderEncoder _encoder = new();
    private readonly ConcurrentDictionary<int, SpdyStream> _streams = [];
    private int _lastStreamId;
    private readonly Channel<SpdyStream> _opened = Channel.CreateBounded<SpdyStream>(StreamsMax);

    /// <summary>Streams as the peer opens them; completes when the connection ends.</summary>
    public ChannelReader<SpdyStream> Opened => _opened.Reader;

    /// <summary>Reads frames until the peer closes or goes away, or the token is cancelled. Every stream's read side has ended when it returns.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var header = new byte[8];
            while (await ReadHeaderAsync(header, cancellationToken))
            {
                var length = (int)(BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4)) & 0xFFFFFF);
                if (length > FrameLengthMax)
                    throw new InvalidDataException($"a SPDY frame of {length} bytes is longer than the limit of {FrameLengthMax}");
                var payload = new byte[length];
                await transport.ReadExactlyAsync(payload, cancellationToken);
                if (!await HandleAsync(header, payload, cancellationToken))
                    return;
            }
        }
        catch (Exception exception) when (exception is IOException or EndOfStreamException)
        {
            // The peer is gone: that is how these connections usually end.
        }
        finally
        {
            _opened.Writer.TryComplete();
            foreach (var stream in _streams.Values)
                await stream.EndAsync();
        }
    }

    /// <summary>Sends data of a stream in frames of bounded size.</summary>
    public async Task WriteDataAsync(int streamId, ReadOnlyMemory<byte> data, bool finished, CancellationToken cancellationToken)
    {
        do
        {
            var part = data[..Math.Min(data.Length, DataLengthMax)];
            data = data[part.Length..];
            var frame = new byte[8 + part.Length];
            BinaryPrimitives.WriteInt32BigEndian(frame, streamId);
            BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), part.Length);
            frame[4] = finished && data.IsEmpty ? FlagFinished : (byte)0;
            part.CopyTo(frame.AsMemory(8));
            await WriteFrameAsync(frame, cancellationToken);
        }
        while (!data.IsEmpty);
    }

    /// <summary>Drops a stream that both sides have finished.</summary>
    internal void Forget(SpdyStream stream) => _streams.TryRemove(stream.Id, out _);

    /// <summary>Announces the end of the connection.</summary>
    public Task GoAwayAsync(CancellationToken cancellationToken)
    {
        var payload = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(payload, _lastStreamId);
        return WriteControlAsync(SpdyFrameType.GoAway, payload, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _decoder.Dispose();
        _writing.Dispose();
        await transport.DisposeAsync();
    }

    private async Task<bool> ReadHeaderAsync(byte[] header, CancellationToken cancellationToken)
    {
        var read = await transport.ReadAtLeastAsync(header, header.Length, throwOnEndOfStream: false, cancellationToken);
        return read == header.Length;
    }

    private async Task<bool> HandleAsync(byte[] header, byte[] payload, CancellationToken cancellationToken)
    {
        var isControl = (header[0] & 0x80) != 0;
        if (!isControl)
        {
            var id = BinaryPrimitives.ReadInt32BigEndian(header);
            if (_streams.TryGetValue(id, out var stream))
                await stream.DeliverAsync(payload, (header[4] & FlagFinished) != 0, cancellationToken);
            return true;
        }

        switch ((SpdyFrameType)BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(2)))
        {
            case SpdyFrameType.SynStream:
                await OpenAsync(payload, (header[4] & FlagFinished) != 0, cancellationToken);
                return true;
            case SpdyFrameType.RstStream:
                await ResetAsync(payload);
                return true;
            case SpdyFrameType.Ping:
                await WriteControlAsync(SpdyFrameType.Ping, payload, cancellationToken);
                return true;
            case SpdyFrameType.GoAway:
                return false;
            case SpdyFrameType.Headers:
                // Nothing in the protocols above uses late headers, but the shared compression state must see them.
                _decoder.Decode(payload.AsSpan(4));
                return true;
            default:
                return true;
        }
    }

    private async Task OpenAsync(byte[] payload, bool finished, CancellationToken cancellationToken)
    {
        if (payload.Length < 10)
            throw new InvalidDataException("a SPDY SYN_STREAM frame is too short");
        var id = BinaryPrimitives.ReadInt32BigEndian(payload) & 0x7FFFFFFF;
        var stream = new SpdyStream(this, id, _decoder.Decode(payload.AsSpan(10)));
        if (_streams.Count >= StreamsMax)
        {
            await RefuseAsync(id, cancellationToken);
            return;
        }

        _lastStreamId = id;
        _streams[id] = stream;
        var headers = _encoder.Encode([]);
        var reply = new byte[4 + headers.Length];
        BinaryPrimitives.WriteInt32BigEndian(reply, id);
        headers.CopyTo(reply, 4);
        await WriteControlAsync(SpdyFrameType.SynReply, reply, cancellationToken);
        if (finished)
            await stream.EndAsync();
        await _opened.Writer.WriteAsync(stream, cancellationToken);
    }

    private Task RefuseAsync(int id, CancellationToken cancellationToken)
    {
        const int RefusedStream = 3;
        var payload = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(payload, id);
        BinaryPrimitives.WriteInt32BigEndian(payload.AsSpan(4), RefusedStream);
        return WriteControlAsync(SpdyFrameType.RstStream, payload, cancellationToken);
    }

    private async ValueTask ResetAsync(byte[] payload)
    {
        if (payload.Length >= 4 && _streams.TryRemove(BinaryPrimitives.ReadInt32BigEndian(payload) & 0x7FFFFFFF, out var stream))
            await stream.EndAsync();
    }

    private Task WriteControlAsync(SpdyFrameType type, byte[] payload, CancellationToken cancellationToken)
    {
        var frame = new byte[8 + payload.Length];
        frame[0] = 0x80;
        frame[1] = 3;
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)type);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), payload.Length);
        payload.CopyTo(frame, 8);
        return WriteFrameAsync(frame, cancellationToken);
    }

    private async Task WriteFrameAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await transport.WriteAsync(frame, cancellationToken);
            await transport.FlushAsync(cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }
}
