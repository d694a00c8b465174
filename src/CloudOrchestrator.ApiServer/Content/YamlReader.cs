using System.Text;
using YamlDotNet.Core;

namespace CloudOrchestrator.ApiServer.Content;

/// <summary>Reads one YAML document into the JSON tree it stands for, with bounds on depth and on what aliases may expand to.</summary>
internal static class YamlReader
{
    /// <summary>Reads one object. Duplicate keys: the last wins, and strict decoding objects.</summary>
    public static ResultOf<DecodedObject> Read(ReadOnlySpan<byte> utf8)
    {
        var read = ReadNode(utf8, out var faults);
        if (!read.Succeeded)
            return read.Error;
        return read.Value is JsonObject value
            ? new DecodedObject(value, faults)
            : ApiStatuses.BadRequest("error converting YAML to JSON: the document is no object");
    }

    /// <summary>Reads one document of any shape.</summary>
    public static ResultOf<JsonNode> ReadNode(ReadOnlySpan<byte> utf8, out IReadOnlyList<string> faults)
    {
        faults = [];
        string text;
        try
        {
            text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(utf8);
        }
        catch (DecoderFallbackException)
        {
            return ApiStatuses.BadRequest("error converting YAML to JSON: yaml: invalid leading UTF-8 octet");
        }

        try
        {
            var builder = new YamlTreeBuilder(new Parser(new StringReader(text)));
            var node = builder.ReadSingleDocument();
            faults = builder.Faults;
            if (node is null)
                return ApiStatuses.BadRequest("error converting YAML to JSON: the document is empty");
            return node;
        }
        catch (YamlException exception)
        {
            return ApiStatuses.BadRequest($"error converting YAML to JSON: yaml: line {exception.Start.Line}: {exception.Message}");
        }
    }
}
