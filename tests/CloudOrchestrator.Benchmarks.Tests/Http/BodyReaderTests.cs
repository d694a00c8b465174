using System.Text;
using CloudOrchestrator.Benchmarks.Http;

namespace CloudOrchestrator.Benchmarks.Tests.Http;

public sealed class BodyReaderTests
{
    private const string TwoAnswers =
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello" +
        "HTTP/1.1 429 Too Many Requests\r\nretry-after: 1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n" +
        "HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n";

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(4096)]
    public void Next_WhateverPiecesArrive_FindsWhereEachAnswerEnds(int piece)
    {
        var reader = new BodyReader(new Trickle(Encoding.ASCII.GetBytes(TwoAnswers), piece));
        Assert.Equal((200, "hello", false), Read(reader));
        Assert.Equal((429, "abc0123456789", true), Read(reader));
        Assert.Equal((204, "", false), Read(reader));
        Assert.Equal(TwoAnswers.Length, reader.Received);
    }

    [Fact]
    public void Next_ConnectionEndsInAnAnswer_IsAnError()
    {
        var reader = new BodyReader(new Trickle("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel"u8.ToArray(), 100));
        Assert.Throws<EndOfStreamException>(() => Read(reader));
    }

    private static (int Status, string Body, bool SaysRetryAfter) Read(BodyReader reader)
    {
        var status = reader.ReadHead();
        var body = new StringBuilder();
        for (var piece = reader.Next(); !piece.IsEmpty; piece = reader.Next())
            body.Append(Encoding.ASCII.GetString(piece));
        return (status, body.ToString(), reader.SaysRetryAfter);
    }

    private sealed class Trickle(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, piece));
    }
}
