using System.Text;
using CloudOrchestrator.ApiServer.OpenApi;
using CloudOrchestrator.ApiServer.OpenApi.Gnostic;
using CloudOrchestrator.Kinds;

namespace CloudOrchestrator.ApiServer.Tests.OpenApi;

public sealed class GnosticDocumentTests
{
    [Fact]
    public void Text_Written_HasTagLengthAndBytes()
    {
        var message = new ProtobufMessage();
        message.Text(1, "2.0");
        message.Text(2, "");
        message.Flag(16, true);

        Assert.Equal([0x0A, 3, (byte)'2', (byte)'.', (byte)'0', 0x80, 0x01, 1], message.Written.ToArray());
    }

    [Fact]
    public void Encode_BuiltInKinds_HoldsTheNamedDefinitionsAndPaths()
    {
        var document = Fields(new OpenApiDocuments(KindRegistry.BuiltIn(), "v1.32.0").SwaggerProtobuf.Body);

        Assert.Equal("2.0", Encoding.UTF8.GetString(document.Single(field => field.Number == 1).Value.Span));
        Assert.Contains("/api/v1/namespaces/{namespace}/pods/{name}", Names(document.Single(field => field.Number == 8).Value, 2));
        Assert.Contains("io.k8s.api.apps.v1.Deployment", Names(document.Single(field => field.Number == 9).Value, 1));
    }

    private static IEnumerable<string> Names(ReadOnlyMemory<byte> message, int field) =>
        Fields(message).Where(pair => pair.Number == field).Select(pair => Encoding.UTF8.GetString(Fields(pair.Value).First(name => name.Number == 1).Value.Span));

    /// <summary>The length-delimited fields of a message.</summary>
    private static List<(int Number, ReadOnlyMemory<byte> Value)> Fields(ReadOnlyMemory<byte> message)
    {
        var fields = new List<(int, ReadOnlyMemory<byte>)>();
        while (message.Length > 0)
        {
            var tag = Varint(ref message);
            Assert.Equal(2, tag & 7);
            var length = Varint(ref message);
            fields.Add((tag >> 3, message[..length]));
            message = message[length..];
        }
        return fields;
    }

    private static int Varint(ref ReadOnlyMemory<byte> message)
    {
        var (value, shift) = (0, 0);
        byte next;
        do
        {
            next = message.Span[0];
            message = message[1..];
            value |= (next & 0x7F) << shift;
            shift += 7;
        }
        while (next >= 0x80);
        return value;
    }
}
