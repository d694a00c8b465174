using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using CloudOrchestrator.ApiServer.Streaming.Spdy;
using CloudOrchestrator.Objects;
using CloudOrchestrator.Objects.Meta;

namespace CloudOrchestrator.ApiServer.Streaming.RemoteCommand;

/// <summary>A client that speaks the remote command protocol over SPDY: one stream per channel.</summary>
internal sealed class SpdyRemoteCommand : IRemoteCommandClient
{
    private readonly SpdyConnection _connection;
    private readonly int _version;
    private readonly Dictionary<string, SpdyStream> _streams;
    private readonly Channel<ChannelMessage> _input = Channel.CreateBounded<ChannelMessage>(16);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _reading;

    private SpdyRemoteCommand(SpdyConnection connection, int version, Dictionary<string, SpdyStream> streams, Task running)
    {
        _connection = connection;
        _version = version;
        _streams = streams;
        _reading = ReadAllAsync(running, _stopping.Token);
    }

    /// <summary>The protocols served, best first.</summary>
    public static IReadOnlyList<string> Protocols { get; } =
        ["v4.channel.k8s.io", "v3.channel.k8s.io", "v2.channel.k8s.io", "channel.k8s.io"];

    /// <summary>Waits until the client has opened the streams it announced in its query, then starts the session. Null when it goes away before.</summary>
    public static async Task<SpdyRemoteCommand?> StartAsync(
        SpdyConnection connection, Task running, string protocol, RemoteCommandOptions options, CancellationToken cancellationToken)
    {
        var version = protocol[0] == 'v' ? protocol[1] - '0' : 1;
        var expected = Expected(options, version);
        var streams = new Dictionary<string, SpdyStream>(StringComparer.Ordinal);
        while (streams.Count < expected.Count && await connection.Opened.WaitToReadAsync(cancellationToken))
        {
            while (streams.Count < expected.Count && connection.Opened.TryRead(out var stream))
            {
                var type = stream.Headers.GetValueOrDefault("streamType", "");
                if (!expected.Contains(type) || !streams.TryAdd(type, stream))
                    throw new InvalidDataException($"the client opened an unexpected stream of type \"{type}\"");
            }
        }

        return streams.Count == expected.Count ? new SpdyRemoteCommand(connection, version, streams, running) : null;
    }

    /// <inheritdoc/>
    public async Task<ChannelMessage?> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (await _input.Reader.WaitToReadAsync(cancellationToken))
        {
            if (_input.Reader.TryRead(out var message))
                return message;
        }

        return null;
    }

    /// <inheritdoc/>
    public async Task SendAsync(ChannelNumber channel, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        var name = channel switch
        {
            ChannelNumber.Stdout => "stdout",
            ChannelNumber.Stderr => "stderr",
            _ => "error",
        };
        if (channel == ChannelNumber.Error && _version < 4)
        {
            var status = ObjectJson.Deserialize<ApiStatus>(data.Span);
            data = status.Status == "Success" ? ReadOnlyMemory<byte>.Empty : Encoding.UTF8.GetBytes(status.Message ?? "");
        }

        if (data.Length > 0 && _streams.TryGetValue(name, out var stream))
            await stream.WriteAsync(data, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        foreach (var stream in _streams.Values)
            await stream.FinishAsync(cancellationToken);
        await _connection.GoAwayAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _reading;
        _stopping.Dispose();
    }

    private static HashSet<string> Expected(RemoteCommandOptions options, int version)
    {
        var expected = new HashSet<string>(StringComparer.Ordinal) { "error" };
        if (options.Stdin)
            expected.Add("stdin");
        if (options.Stdout)
            expected.Add("stdout");
        if (options.Stderr)
            expected.Add("stderr");
        if (options.Tty && version >= 3)
            expected.Add("resize");
        return expected;
    }

    private async Task ReadAllAsync(Task running, CancellationToken cancellationToken)
    {
        List<Task> readers = [];
        if (_streams.TryGetValue("stdin", out var stdin))
            readers.Add(ReadStdinAsync(stdin.Input, cancellationToken));
        if (_streams.TryGetValue("resize", out var resize))
            readers.Add(ReadResizeAsync(resize.Input, cancellationToken));
        try
        {
            await Task.WhenAll(readers);

            // The connection's end, not that of stdin, says that the client is gone.
            await running.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The session is over.
        }
        finally
        {
            _input.Writer.TryComplete();
        }
    }

    private async Task ReadStdinAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            foreach (var part in result.Buffer)
            {
                if (part.Length > 0)
                    await _input.Writer.WriteAsync(new ChannelMessage(ChannelNumber.Stdin, part.ToArray()), cancellationToken);
            }

            reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                await _input.Writer.WriteAsync(new ChannelMessage(ChannelNumber.Close, new[] { (byte)ChannelNumber.Stdin }), cancellationToken);
                return;
            }
        }
    }

    private async Task ReadResizeAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            while (TryReadSize(ref buffer, out var size))
                await _input.Writer.WriteAsync(new ChannelMessage(ChannelNumber.Resize, size), cancellationToken);
            reader.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
                return;
        }
    }

    /// <summary>Takes one complete JSON document off the front of the buffer.</summary>
    private static bool TryReadSize(ref ReadOnlySequence<byte> buffer, out byte[] size)
    {
        size = [];
        var reader = new Utf8JsonReader(buffer, isFinalBlock: false, state: default);
        try
        {
            if (!reader.Read() || !reader.TrySkip())
                return false;
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException("the resize stream carries something other than JSON", exception);
        }

        size = buffer.Slice(0, reader.Position).ToArray();
        buffer = buffer.Slice(reader.Position);
        while (!buffer.IsEmpty && buffer.FirstSpan[0] is (byte)'\n' or (byte)'\r' or (byte)' ')
            buffer = buffer.Slice(1);
        return true;
    }
}
