using System.Text;
using System.Text.Json.Nodes;
using CloudOrchestrator.Bicep.Tests.Arm;
using CloudOrchestrator.Bicep.Tests.Checking;
using CloudOrchestrator.Bicep.Tests.Language;

namespace CloudOrchestrator.Bicep.Tests;

/// <summary>What a deployment with the parameters of <c>main.bicepparam</c> would make.</summary>
internal static class Deployment
{
    public static TemplateEvaluator Of(params (string Name, JsonNode? Value)[] changes)
    {
        var given = Parameters();
        foreach (var (name, value) in changes)
            given[name] = value;
        return TemplateEvaluator.Deploy((JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(Folders.Bicep, "azuredeploy.json")))!, given);
    }

    public static JsonObject Parameters()
    {
        var file = BicepParser.Read(Folders.Bicep, "main.bicepparam");
        var writer = new ExpressionWriter(file, new References(new Sources(Folders.Bicep), file));
        var values = new JsonObject();
        foreach (var assignment in file.All<Assignment>())
            values[assignment.Identifier] = assignment.Value is Call { Function: "readEnvironmentVariable" } ? "ssh-ed25519 AAAA operator" : writer.Json(assignment.Value);
        return (JsonObject)JsonNode.Parse(values.ToJsonString())!;
    }

    public static JsonObject One(this TemplateEvaluator deployment, string type) => deployment.All(type).Single();

    public static IEnumerable<JsonObject> All(this TemplateEvaluator deployment, string type) =>
        deployment.Resources.Where(resource => resource.Type == type).Select(resource => resource.Body);

    /// <summary>What stands in <c>customData</c>.</summary>
    public static string CloudInit(JsonNode profile) => Encoding.UTF8.GetString(Convert.FromBase64String((string)profile["osProfile"]!["customData"]!));
}
