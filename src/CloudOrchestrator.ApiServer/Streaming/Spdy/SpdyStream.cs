using System.IO.Pipelines;

namespace CloudOrchestrator.ApiServer.Streaming.Spdy;

/// <summary>One stream of a SPDY connection, opened by the peer. Read side: a pipe that ends when the peer has finished or reset the stream.</summary>
internal sealed class SpdyStream(SpdyConnection connection, int id, IReadOnlyDictionary<string, string> headers)
{
    private readonly Pipe _incoming = new(new PipeOptions(pauseWriterThreshold: 256 * 1024, resumeWriterThreshold: 128 * 1024, useSynchronizationContext: false));
    private bool _finished;
    private bool _peerFinished;

    /// <summary>The stream's number.</summary>
    public int Id { get; } = id;

    /// <summary>Headers it was opened with; names match without regard to case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; } = headers;

    /// <summary>What the peer sends.</summary>
    public PipeReader Input => _incoming.Reader;

    /// <summary>Sends data.</summary>
    public Task WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken) => connection.WriteDataAsync(Id, data, finished: false, cancellationToken);

    /// <summary>Says that nothing more will be sent. Safe to call twice.</summary>
    public Task FinishAsync(CancellationToken cancellationToken)
    {
        if (_finished)
            return Task.CompletedTask;
        _finished = true;
        if (_peerFinished)
            connection.Forget(this);
        return connection.WriteDataAsync(Id, ReadOnlyMemory<byte>.Empty, finished: true, cancellationToken);
    }

    /// <summary>Delivers data from the peer; waits while the reader is far behind, which holds the whole connection back.</summary>
    internal async ValueTask DeliverAsync(ReadOnlyMemory<byte> data, bool finished, CancellationToken cancellationToken)
    {
        if (data.Length > 0)
            await _incoming.Writer.WriteAsync(data, cancellationToken);
        if (finished)
            await EndAsync();
    }

    /// <summary>Ends the read side.</summary>
    internal ValueTask EndAsync()
    {
        _peerFinished = true;
        if (_finished)
            connection.Forget(this);
        return _incoming.Writer.CompleteAsync();
    }
}
