using CloudOrchestrator.Objects.Protobuf;
using CloudOrchestrator.Objects.Schemas;

namespace CloudOrchestrator.ApiServer.Content;

/// <summary>Decodes request bodies in JSON, YAML and Kubernetes' protobuf encoding.</summary>
internal sealed class BodyDecoder(KindRegistry kinds)
{
    private const string Accepted = "application/json, application/yaml, application/vnd.kubernetes.protobuf";

    /// <summary>Decodes an object. <paramref name="typeOf"/> finds the schema of kinds that the registry does not hold, such as DeleteOptions.</summary>
    public ResultOf<DecodedObject> Decode(ReadOnlyMemory<byte> body, string? contentType, Func<GroupVersionKind, SchemaNode?>? typeOf = null) =>
        MediaTypes.BareOf(contentType) switch
        {
            // Tools that send no content type, or curl's default, mean JSON or YAML; every JSON text is YAML.
            "" or "application/x-www-form-urlencoded" or "text/plain" => DecodeText(body.Span),
            MediaTypes.Json => DecodeJson(body.Span),
            MediaTypes.Yaml or "text/yaml" or "application/x-yaml" => YamlReader.Read(body.Span),
            MediaTypes.Protobuf => DecodeProtobuf(body, typeOf),
            var other => ApiStatuses.UnsupportedMediaType($"the body of the request was in an unknown format - accepted media types include: {Accepted} (was {other})"),
        };

    private static ResultOf<DecodedObject> DecodeText(ReadOnlySpan<byte> body)
    {
        var first = body.TrimStart(" \t\r\n"u8);
        return first is [(byte)'{', ..] ? DecodeJson(body) : YamlReader.Read(body);
    }

    private static ResultOf<DecodedObject> DecodeJson(ReadOnlySpan<byte> body)
    {
        var parsed = ObjectJsonReader.Read(body);
        if (!parsed.Succeeded)
            return parsed.Error;
        return new DecodedObject(parsed.Value.Value, [.. parsed.Value.DuplicateFields.Select(path => $"duplicate field \"{path}\"")]);
    }

    private ResultOf<DecodedObject> DecodeProtobuf(ReadOnlyMemory<byte> body, Func<GroupVersionKind, SchemaNode?>? typeOf)
    {
        var envelope = KubernetesProtobuf.ReadEnvelope(body);
        if (!envelope.Succeeded)
            return envelope.Error;
        var kind = envelope.Value.Kind;
        var schema = kinds.Find(kind) is { } descriptor ? kinds.SchemaOf(descriptor) : typeOf?.Invoke(kind);
        if (schema is null)
            return ApiStatuses.BadRequest($"no kind \"{kind.Kind}\" is registered for version \"{kind.ApiVersion}\"");
        var message = KubernetesProtobuf.Decode(envelope.Value.Raw.Span, schema);
        if (!message.Succeeded)
            return message.Error;
        var value = message.Value;
        value["apiVersion"] = kind.ApiVersion;
        value["kind"] = kind.Kind;
        return new DecodedObject(value, []);
    }
}
