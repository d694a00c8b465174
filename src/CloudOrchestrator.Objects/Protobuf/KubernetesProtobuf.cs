namespace CloudOrchestrator.Objects.Protobuf;

/// <summary>The <c>application/vnd.kubernetes.protobuf</c> encoding, driven by schemas: the magic <c>k8s\0</c> and a <c>runtime.Unknown</c> envelope.</summary>
public static class KubernetesProtobuf
{
    /// <summary>Media type of the encoding.</summary>
    public const string MediaType = "application/vnd.kubernetes.protobuf";

    /// <summary>Reads the envelope: which kind it carries and the raw message.</summary>
    public static ResultOf<ProtobufEnvelope> ReadEnvelope(ReadOnlyMemory<byte> body) => throw new NotImplementedException();

    /// <summary>Decodes a message into JSON form. Unknown field numbers are skipped, as protobuf demands.</summary>
    public static ResultOf<JsonObject> Decode(ReadOnlySpan<byte> message, SchemaNode schema) => throw new NotImplementedException();

    /// <summary>Encodes an object in JSON form, with envelope.</summary>
    public static byte[] Encode(JsonObject value, SchemaNode schema, GroupVersionKind kind) => throw new NotImplementedException();
}
