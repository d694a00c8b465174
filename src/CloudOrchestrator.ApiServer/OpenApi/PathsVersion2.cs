using System.Text.Json.Nodes;

namespace CloudOrchestrator.ApiServer.OpenApi;

/// <summary>Writes operations as OpenAPI 2.0 has them.</summary>
internal static class PathsVersion2
{
    /// <summary>The <c>paths</c> of a document.</summary>
    public static JsonObject Build(IEnumerable<ApiOperation> operations, DefinitionSet definitions) =>
        OperationJson.Paths(operations, operation => Render(operation, definitions), Parameter);

    private static JsonObject Render(ApiOperation operation, DefinitionSet definitions)
    {
        var json = OperationJson.Begin(operation);
        json["consumes"] = OperationJson.Texts(operation.IsPatch ? OperationJson.PatchTypes : ["*/*"]);
        json["produces"] = OperationJson.Texts(OperationJson.AnswerTypes(operation));
        json["schemes"] = new JsonArray("https");
        var parameters = new JsonArray();
        if (operation.Body is { } body)
        {
            parameters.Add(new JsonObject
            {
                ["name"] = "body",
                ["in"] = "body",
                ["required"] = operation.Action is not ("delete" or "deletecollection"),
                ["schema"] = definitions.Reference(body),
            });
        }
        foreach (var parameter in operation.Parameters)
            parameters.Add(Parameter(parameter));
        if (parameters.Count > 0)
            json["parameters"] = parameters;
        var responses = new JsonObject();
        foreach (var code in operation.Codes)
        {
            var schema = operation.Answer is { } answer ? definitions.Reference(answer) : new JsonObject { ["type"] = "string" };
            responses.Add(code, new JsonObject { ["description"] = OperationJson.Meaning(code), ["schema"] = schema });
        }
        json["responses"] = responses;
        OperationJson.AddIdentity(json, operation);
        return json;
    }

    private static JsonObject Parameter(ApiParameter parameter)
    {
        var json = new JsonObject { ["name"] = parameter.Name, ["in"] = parameter.In, ["description"] = parameter.Description, ["type"] = parameter.Type };
        json["uniqueItems"] = true;
        if (parameter.Required)
            json["required"] = true;
        return json;
    }
}
