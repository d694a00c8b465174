using System.Text.Json.Nodes;

namespace CloudOrchestrator.ApiServer.OpenApi.Gnostic;

/// <summary>Encodes <c>openapi.v2.PathItem</c> and what is inside it.</summary>
internal static class GnosticOperations
{
    private static readonly (string Method, int Field)[] s_methods =
        [("get", 2), ("put", 3), ("post", 4), ("delete", 5), ("options", 6), ("head", 7), ("patch", 8)];

    /// <summary>Writes a path with its operations.</summary>
    public static void PathItem(ProtobufMessage message, JsonObject path)
    {
        foreach (var (method, field) in s_methods)
        {
            if (path[method] is JsonObject operation)
                message.Message(field, inner => Operation(inner, operation));
        }
        Parameters(message, 9, path);
    }

    private static void Operation(ProtobufMessage message, JsonObject operation)
    {
        message.Texts(1, GnosticDocument.Texts(operation, "tags"));
        message.Text(3, GnosticDocument.Text(operation, "description"));
        message.Text(5, GnosticDocument.Text(operation, "operationId"));
        message.Texts(6, GnosticDocument.Texts(operation, "produces"));
        message.Texts(7, GnosticDocument.Texts(operation, "consumes"));
        Parameters(message, 8, operation);
        message.Message(9, responses => GnosticDocument.Named(responses, 1, operation["responses"], Response));
        message.Texts(10, GnosticDocument.Texts(operation, "schemes"));
        GnosticDocument.Extensions(message, 13, operation);
    }

    private static void Response(ProtobufMessage message, JsonObject response) => message.Message(1, inner =>
    {
        inner.Text(1, GnosticDocument.Text(response, "description"));
        if (response["schema"] is JsonObject schema)
            inner.Message(2, item => item.Message(1, value => GnosticSchema.Write(value, schema)));
    });

    private static void Parameters(ProtobufMessage message, int field, JsonObject owner)
    {
        foreach (var parameter in owner["parameters"] as JsonArray ?? [])
            message.Message(field, item => item.Message(1, inner => Parameter(inner, (JsonObject)parameter!)));
    }

    private static void Parameter(ProtobufMessage message, JsonObject parameter)
    {
        switch (GnosticDocument.Text(parameter, "in"))
        {
            case "body":
                message.Message(1, body => Body(body, parameter));
                break;
            case "query":
                message.Message(2, other => other.Message(3, query =>
                {
                    Common(query, parameter, typeField: 6);
                    query.Flag(20, true);
                }));
                break;
            default:
                message.Message(2, other => other.Message(4, path =>
                {
                    Common(path, parameter, typeField: 5);
                    path.Flag(19, true);
                }));
                break;
        }
    }

    private static void Body(ProtobufMessage message, JsonObject parameter)
    {
        message.Text(2, GnosticDocument.Text(parameter, "name"));
        message.Text(3, "body");
        message.Flag(4, parameter["required"]?.GetValue<bool>() == true);
        message.Message(5, schema => GnosticSchema.Write(schema, (JsonObject)parameter["schema"]!));
    }

    private static void Common(ProtobufMessage message, JsonObject parameter, int typeField)
    {
        message.Flag(1, parameter["required"]?.GetValue<bool>() == true);
        message.Text(2, GnosticDocument.Text(parameter, "in"));
        message.Text(3, GnosticDocument.Text(parameter, "description"));
        message.Text(4, GnosticDocument.Text(parameter, "name"));
        message.Text(typeField, GnosticDocument.Text(parameter, "type"));
    }
}
