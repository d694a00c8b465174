using System.Text.Json.Nodes;

namespace CloudOrchestrator.ApiServer.OpenApi;

/// <summary>What the two versions write alike of an operation.</summary>
internal static class OperationJson
{
    /// <summary>Formats of patches.</summary>
    public static IReadOnlyList<string> PatchTypes { get; } =
        ["application/apply-patch+yaml", "application/json-patch+json", "application/merge-patch+json", "application/strategic-merge-patch+json"];

    /// <summary>Formats of answers.</summary>
    public static IReadOnlyList<string> AnswerTypes(ApiOperation operation)
    {
        if (operation.Answer is null)
            return operation.Action == "get" ? ["text/plain"] : ["*/*"];
        return operation.IsList
            ? ["application/json", "application/json;stream=watch", "application/yaml"]
            : ["application/json", "application/yaml"];
    }

    /// <summary>The part in front of parameters and bodies.</summary>
    public static JsonObject Begin(ApiOperation operation) => new()
    {
        ["description"] = operation.Description,
        ["operationId"] = operation.Id,
        ["tags"] = new JsonArray(operation.Tag),
    };

    /// <summary>The extensions.</summary>
    public static void AddIdentity(JsonObject json, ApiOperation operation)
    {
        json["x-kubernetes-action"] = operation.Action;
        json["x-kubernetes-group-version-kind"] = new JsonObject
        {
            ["group"] = operation.Kind.Group,
            ["kind"] = operation.Kind.Kind,
            ["version"] = operation.Kind.Version,
        };
    }

    /// <summary>What a code of success means.</summary>
    public static string Meaning(string code) => code switch { "201" => "Created", "202" => "Accepted", _ => "OK" };

    /// <summary>A list of texts.</summary>
    public static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    /// <summary>All paths, each rendered from its operations.</summary>
    public static JsonObject Paths(IEnumerable<ApiOperation> operations, Func<ApiOperation, JsonObject> render, Func<ApiParameter, JsonObject> parameter)
    {
        var paths = new JsonObject();
        foreach (var path in operations.GroupBy(operation => operation.Path, StringComparer.Ordinal).OrderBy(path => path.Key, StringComparer.Ordinal))
        {
            var item = new JsonObject();
            foreach (var operation in path)
                item[operation.Method] = render(operation);
            item["parameters"] = new JsonArray([.. path.First().PathParameters.Select(parameter)]);
            paths.Add(path.Key, item);
        }
        return paths;
    }
}
