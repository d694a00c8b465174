namespace CloudOrchestrator.ApiServer.Streaming.RemoteCommand;

/// <summary>One message of a remote command session.</summary>
internal readonly record struct ChannelMessage(ChannelNumber Channel, ReadOnlyMemory<byte> Data);
