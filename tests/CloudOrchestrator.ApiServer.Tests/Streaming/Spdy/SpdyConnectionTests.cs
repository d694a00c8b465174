using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Text;
using CloudOrchestrator.ApiServer.Streaming.Spdy;

namespace CloudOrchestrator.ApiServer.Tests.Streaming.Spdy;

public sealed class SpdyConnectionTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task RunAsync_ClientOpensStreamAndSends_DataArrivesAndReplyIsSent()
    {
        var (client, server) = Duplex();
        await using var connection = new SpdyConnection(server);
        using var ending = new CancellationTokenSource(Limit);
        var running = connection.RunAsync(ending.Token);

        await client.WriteAsync(SynStream(1, new SpdyHeaderEncoder().Encode([new("streamType", "stdin")])));
        await client.WriteAsync(Data(1, "hello", finished: true));

        var stream = await connection.Opened.ReadAsync(ending.Token);
        var read = await stream.Input.ReadAtLeastAsync(5, ending.Token);
        Assert.Equal("stdin", stream.Headers["streamtype"]);
        Assert.Equal("hello", Encoding.UTF8.GetString(read.Buffer));
        Assert.Equal(SpdyFrameType.SynReply, await ReadControlAsync(client));

        await client.DisposeAsync();
        await running.WaitAsync(Limit);
    }

    [Fact]
    public async Task RunAsync_Ping_IsAnsweredWithTheSameId()
    {
        var (client, server) = Duplex();
        await using var connection = new SpdyConnection(server);
        using var ending = new CancellationTokenSource(Limit);
        var running = connection.RunAsync(ending.Token);

        byte[] ping = [0x80, 3, 0, 6, 0, 0, 0, 4, 0, 0, 0, 9];
        await client.WriteAsync(ping);
        var answer = new byte[12];
        await client.ReadExactlyAsync(answer, ending.Token);

        Assert.Equal(ping, answer);
        await client.DisposeAsync();
        await running.WaitAsync(Limit);
    }

    [Fact]
    public async Task WriteDataAsync_LongerThanAFrame_IsSplitAndOnlyTheLastIsFinished()
    {
        var (client, server) = Duplex();
        await using var connection = new SpdyConnection(server);

        var writing = connection.WriteDataAsync(3, new byte[70_000], finished: true, CancellationToken.None);
        var flags = new List<byte>();
        var total = 0;
        while (total < 70_000)
        {
            var header = new byte[8];
            await client.ReadExactlyAsync(header);
            var length = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4)) & 0xFFFFFF;
            await client.ReadExactlyAsync(new byte[length]);
            flags.Add(header[4]);
            total += length;
        }

        await writing;
        Assert.Equal([0, 0, 1], flags);
    }

    private static byte[] SynStream(int id, byte[] headers)
    {
        var frame = new byte[8 + 10 + headers.Length];
        frame[0] = 0x80;
        frame[1] = 3;
        frame[3] = 1;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), 10 + headers.Length);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(8), id);
        headers.CopyTo(frame, 18);
        return frame;
    }

    private static byte[] Data(int id, string text, bool finished)
    {
        var frame = new byte[8 + text.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, id);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), text.Length);
        frame[4] = finished ? (byte)1 : (byte)0;
        Encoding.UTF8.GetBytes(text).CopyTo(frame, 8);
        return frame;
    }

    private static async Task<SpdyFrameType> ReadControlAsync(Stream client)
    {
        var header = new byte[8];
        await client.ReadExactlyAsync(header);
        await client.ReadExactlyAsync(new byte[BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4)) & 0xFFFFFF]);
        return (SpdyFrameType)BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(2));
    }

    private static (Stream Client, Stream Server) Duplex()
    {
        var up = new Pipe();
        var down = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        return (new DuplexStream(down.Reader.AsStream(), up.Writer.AsStream()), new DuplexStream(up.Reader.AsStream(), down.Writer.AsStream()));
    }
}
