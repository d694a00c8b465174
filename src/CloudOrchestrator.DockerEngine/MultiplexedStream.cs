using System.Buffers.Binary;
using System.Net.Sockets;

namespace CloudOrchestrator.DockerEngine;

/// <summary>
/// The streams of a process. Without a terminal the engine frames its output: one byte for the stream, three of nothing, four of length (big endian);
/// with one, bytes pass as they are and count as standard output.
/// </summary>
public sealed class MultiplexedStream : IAsyncDisposable
{
    private const int FrameHeaderBytes = 8;

    private readonly Stream _stream;
    private readonly Socket? _socket;
    private readonly IDisposable? _owner;
    private readonly bool _multiplexed;
    private readonly byte[] _header = new byte[FrameHeaderBytes];
    private int _remaining;
    private TargetStream _target = TargetStream.StandardOut;

    internal MultiplexedStream(Socket socket, bool multiplexed)
    {
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
        _multiplexed = multiplexed;
    }

    internal MultiplexedStream(Stream stream, IDisposable? owner, bool multiplexed)
    {
        _stream = stream;
        _owner = owner;
        _multiplexed = multiplexed;
    }

    /// <summary>The stream bytes came from.</summary>
    public enum TargetStream
    {
        /// <summary>Standard input, echoed.</summary>
        StandardIn = 0,

        /// <summary>Standard output.</summary>
        StandardOut = 1,

        /// <summary>Standard error.</summary>
        StandardError = 2,
    }

    /// <summary>Bytes read; a count of 0 is the end.</summary>
    public readonly record struct ReadResult(int Count, TargetStream Target)
    {
        /// <summary>True at the end of the streams.</summary>
        public bool EOF => Count == 0;
    }

    /// <summary>Reads what comes next.</summary>
    public async ValueTask<ReadResult> ReadOutputAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (!_multiplexed)
            return new ReadResult(await _stream.ReadAsync(buffer, cancellationToken), TargetStream.StandardOut);
        while (_remaining == 0)
        {
            var read = await _stream.ReadAtLeastAsync(_header, FrameHeaderBytes, throwOnEndOfStream: false, cancellationToken);
            if (read < FrameHeaderBytes)
                return new ReadResult(0, _target);
            _target = (TargetStream)_header[0];
            _remaining = (int)BinaryPrimitives.ReadUInt32BigEndian(_header.AsSpan(4));
        }
        var count = await _stream.ReadAsync(buffer[..Math.Min(buffer.Length, _remaining)], cancellationToken);
        _remaining -= count;
        return new ReadResult(count, _target);
    }

    /// <summary>Writes to standard input.</summary>
    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => _stream.WriteAsync(bytes, cancellationToken);

    /// <summary>Ends standard input and leaves the output open.</summary>
    public void CloseWrite() => _socket?.Shutdown(SocketShutdown.Send);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _owner?.Dispose();
    }
}
