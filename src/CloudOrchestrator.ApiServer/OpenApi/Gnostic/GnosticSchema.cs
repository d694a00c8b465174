using System.Text.Json.Nodes;

namespace CloudOrchestrator.ApiServer.OpenApi.Gnostic;

/// <summary>Encodes <c>openapi.v2.Schema</c>.</summary>
internal static class GnosticSchema
{
    /// <summary>Writes a schema and all inside it.</summary>
    public static void Write(ProtobufMessage message, JsonObject schema)
    {
        message.Text(1, GnosticDocument.Text(schema, "$ref"));
        message.Text(2, GnosticDocument.Text(schema, "format"));
        message.Text(4, GnosticDocument.Text(schema, "description"));
        message.Texts(19, GnosticDocument.Texts(schema, "required"));
        if (schema["additionalProperties"] is JsonObject values)
            message.Message(21, item => item.Message(1, inner => Write(inner, values)));
        if (GnosticDocument.Text(schema, "type") is { } type)
            message.Message(22, item => item.Text(1, type));
        if (schema["items"] is JsonObject items)
            message.Message(23, item => item.Message(1, inner => Write(inner, items)));
        if (schema["properties"] is JsonObject properties)
            message.Message(25, inner => GnosticDocument.Named(inner, 1, properties, Write));
        GnosticDocument.Extensions(message, 31, schema);
    }
}
