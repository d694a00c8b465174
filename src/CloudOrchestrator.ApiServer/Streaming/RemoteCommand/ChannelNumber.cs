namespace CloudOrchestrator.ApiServer.Streaming.RemoteCommand;

/// <summary>Channels of Kubernetes' remote command protocol over WebSocket.</summary>
internal enum ChannelNumber : byte
{
    /// <summary>Client to container.</summary>
    Stdin = 0,

    /// <summary>Container to client.</summary>
    Stdout = 1,

    /// <summary>Container to client.</summary>
    Stderr = 2,

    /// <summary>The final status.</summary>
    Error = 3,

    /// <summary>Terminal sizes, client to container.</summary>
    Resize = 4,

    /// <summary>Version 5: the next byte names the channel that is closed.</summary>
    Close = 255,
}
