using System.Text.Json.Nodes;

namespace CloudOrchestrator.ApiServer.OpenApi;

/// <summary>Writes operations as OpenAPI 3.0 has them.</summary>
internal static class PathsVersion3
{
    /// <summary>The <c>paths</c> of a document.</summary>
    public static JsonObject Build(IEnumerable<ApiOperation> operations, DefinitionSet definitions) =>
        OperationJson.Paths(operations, operation => Render(operation, definitions), Parameter);

    private static JsonObject Render(ApiOperation operation, DefinitionSet definitions)
    {
        var json = OperationJson.Begin(operation);
        if (operation.Parameters.Count > 0)
            json["parameters"] = new JsonArray([.. operation.Parameters.Select(Parameter)]);
        if (operation.Body is { } body)
        {
            json["requestBody"] = new JsonObject
            {
                ["required"] = operation.Action is not ("delete" or "deletecollection"),
                ["content"] = Content(operation.IsPatch ? OperationJson.PatchTypes : ["*/*"], definitions.Reference(body)),
            };
        }
        var responses = new JsonObject();
        foreach (var code in operation.Codes)
        {
            var schema = operation.Answer is { } answer ? definitions.Reference(answer) : new JsonObject { ["type"] = "string" };
            var content = Content(OperationJson.AnswerTypes(operation), schema);
            responses.Add(code, new JsonObject { ["description"] = OperationJson.Meaning(code), ["content"] = content });
        }
        json["responses"] = responses;
        OperationJson.AddIdentity(json, operation);
        return json;
    }

    private static JsonObject Content(IEnumerable<string> types, JsonObject schema) =>
        new(types.Select(type => KeyValuePair.Create(type, (JsonNode?)new JsonObject { ["schema"] = schema.DeepClone() })));

    private static JsonObject Parameter(ApiParameter parameter)
    {
        var json = new JsonObject { ["name"] = parameter.Name, ["in"] = parameter.In, ["description"] = parameter.Description };
        if (parameter.Required)
            json["required"] = true;
        json["schema"] = new JsonObject { ["type"] = parameter.Type, ["uniqueItems"] = true };
        return json;
    }
}
