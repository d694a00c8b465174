using System.Text;

namespace CloudOrchestrator.Objects.Protobuf;

/// <summary>The <c>application/vnd.kubernetes.protobuf</c> encoding, driven by schemas: the magic <c>k8s\0</c> and a <c>runtime.Unknown</c> envelope.</summary>
public static class KubernetesProtobuf
{
    /// <summary>Media type of the encoding.</summary>
    public const string MediaType = "application/vnd.kubernetes.protobuf";

    // Fields of runtime.Unknown and of the TypeMeta inside it.
    private const int TypeMetaField = 1;
    private const int RawField = 2;
    private const int ContentEncodingField = 3;
    private const int ContentTypeField = 4;
    private const int ApiVersionField = 1;
    private const int KindField = 2;

    private static ReadOnlySpan<byte> Magic => "k8s\0"u8;

    /// <summary>Reads the envelope: which kind it carries and the raw message.</summary>
    public static ResultOf<ProtobufEnvelope> ReadEnvelope(ReadOnlyMemory<byte> body)
    {
        if (!body.Span.StartsWith(Magic))
            return ApiStatuses.BadRequest("provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]");
        var message = body[Magic.Length..];
        var reader = new ProtobufReader(message.Span);
        ReadOnlyMemory<byte> raw = default;
        var (apiVersion, kind) = ("", "");
        while (!reader.AtEnd)
        {
            if (!reader.TryTag(out var number, out var wire))
                return Malformed(reader.Problem);
            if (number is not (TypeMetaField or RawField) || wire != WireType.Bytes)
            {
                if (!reader.TrySkip(wire))
                    return Malformed(reader.Problem);
                continue;
            }
            if (!reader.TryBytes(out var content))
                return Malformed(reader.Problem);
            if (number == RawField)
                raw = message.Slice(reader.Position - content.Length, content.Length);
            else if (!TryTypeMeta(content, out apiVersion, out kind, out var problem))
                return Malformed(problem);
        }
        return new ProtobufEnvelope(GroupVersionKind.Parse(apiVersion, kind), raw);
    }

    /// <summary>
    /// Decodes a message into JSON form, not yet canonical. Unknown field numbers are skipped, as protobuf demands. The message does not carry
    /// <c>kind</c> and <c>apiVersion</c>: the envelope does.
    /// </summary>
    public static ResultOf<JsonObject> Decode(ReadOnlySpan<byte> message, SchemaNode schema)
    {
        var value = new JsonObject();
        var decoder = new ProtobufDecoder();
        return decoder.TryMessage(message, schema.ProtobufLayout, value) ? value : Malformed(decoder.Problem);
    }

    /// <summary>Encodes an object in canonical JSON form, with envelope.</summary>
    public static byte[] Encode(JsonObject value, SchemaNode schema, GroupVersionKind kind)
    {
        var writer = new ProtobufWriter();
        writer.Bytes(ContentTypeField, []);
        writer.Bytes(ContentEncodingField, []);
        var before = writer.Length;
        new ProtobufEncoder(writer).Fields(value, schema);
        writer.EndMessage(RawField, before);
        before = writer.Length;
        writer.Bytes(KindField, Encoding.UTF8.GetBytes(kind.Kind));
        writer.Bytes(ApiVersionField, Encoding.UTF8.GetBytes(kind.ApiVersion));
        writer.EndMessage(TypeMetaField, before);
        writer.Raw(Magic);
        return writer.ToArray();
    }

    private static bool TryTypeMeta(ReadOnlySpan<byte> content, out string apiVersion, out string kind, out string problem)
    {
        (apiVersion, kind, problem) = ("", "", "");
        var reader = new ProtobufReader(content);
        while (!reader.AtEnd)
        {
            ReadOnlySpan<byte> text = default;
            if (!reader.TryTag(out var number, out var wire) || !(wire == WireType.Bytes ? reader.TryBytes(out text) : reader.TrySkip(wire)))
            {
                problem = reader.Problem;
                return false;
            }
            if (number == ApiVersionField)
                apiVersion = Encoding.UTF8.GetString(text);
            else if (number == KindField)
                kind = Encoding.UTF8.GetString(text);
        }
        return true;
    }

    private static ApiStatus Malformed(string problem) => ApiStatuses.BadRequest(problem);
}
