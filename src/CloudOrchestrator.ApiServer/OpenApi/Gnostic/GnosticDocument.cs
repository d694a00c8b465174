using System.Text.Json.Nodes;

namespace CloudOrchestrator.ApiServer.OpenApi.Gnostic;

/// <summary>Encodes an OpenAPI 2.0 document as gnostic's protobuf message <c>openapi.v2.Document</c>, as far as our documents go.</summary>
internal static class GnosticDocument
{
    /// <summary>The encoded document.</summary>
    public static byte[] Encode(JsonObject document)
    {
        var message = new ProtobufMessage();
        message.Text(1, Text(document, "swagger"));
        message.Message(2, info =>
        {
            info.Text(1, Text(document["info"], "title"));
            info.Text(2, Text(document["info"], "version"));
        });
        message.Message(8, paths => Named(paths, 2, document["paths"], GnosticOperations.PathItem));
        message.Message(9, definitions => Named(definitions, 1, document["definitions"], GnosticSchema.Write));
        return message.Written.ToArray();
    }

    /// <summary>Writes a JSON object as a list of pairs of name (1) and value (2).</summary>
    internal static void Named(ProtobufMessage message, int field, JsonNode? fields, Action<ProtobufMessage, JsonObject> write)
    {
        foreach (var (name, value) in fields as JsonObject ?? [])
        {
            message.Message(field, pair =>
            {
                pair.Text(1, name);
                pair.Message(2, inner => write(inner, value as JsonObject ?? []));
            });
        }
    }

    /// <summary>Writes the <c>x-</c> members, each as the YAML text of its value, of which JSON is a part.</summary>
    internal static void Extensions(ProtobufMessage message, int field, JsonObject json)
    {
        foreach (var (name, value) in json)
        {
            if (!name.StartsWith("x-", StringComparison.Ordinal))
                continue;
            message.Message(field, pair =>
            {
                pair.Text(1, name);
                pair.Message(2, any => any.Text(2, (value?.ToJsonString() ?? "null") + "\n"));
            });
        }
    }

    /// <summary>A member that is a text.</summary>
    internal static string? Text(JsonNode? json, string name) => json?[name]?.GetValue<string>();

    /// <summary>A member that is a list of texts.</summary>
    internal static IEnumerable<string> Texts(JsonNode? json, string name) => (json?[name] as JsonArray ?? []).Select(item => item!.GetValue<string>());
}
