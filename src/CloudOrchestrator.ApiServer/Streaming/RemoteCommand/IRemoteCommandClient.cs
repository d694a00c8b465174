namespace CloudOrchestrator.ApiServer.Streaming.RemoteCommand;

/// <summary>The client's end of an exec or attach session, whatever protocol it speaks.</summary>
internal interface IRemoteCommandClient : IAsyncDisposable
{
    /// <summary>Reads the next piece of input; null when the client is gone.</summary>
    Task<ChannelMessage?> ReceiveAsync(CancellationToken cancellationToken);

    /// <summary>Sends output, or on <see cref="ChannelNumber.Error"/> the final status as JSON.</summary>
    Task SendAsync(ChannelNumber channel, ReadOnlyMemory<byte> data, CancellationToken cancellationToken);

    /// <summary>Ends the session towards the client once everything is sent.</summary>
    Task FinishAsync(CancellationToken cancellationToken);
}
