using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace CloudOrchestrator.Bicep.Tests.Arm;

/// <summary>A resource as a deployment would ask for it.</summary>
internal sealed record DeployedResource(string Type, string Name, JsonObject Body);

/// <summary>
/// Carries a template out without Azure: expressions are worked out, copies and conditions applied, nested templates entered. What only Azure knows
/// (endpoints, ids, keys) is made up from the resource's type and name.
/// </summary>
internal sealed partial class TemplateEvaluator
{
    public static IReadOnlySet<string> Functions { get; } = new HashSet<string>(
        [
            "add", "and", "base64", "cidrHost", "cidrSubnet", "coalesce", "contains", "copyIndex", "createArray", "createObject", "deployment", "empty", "environment", "equals",
            "extensionResourceId", "false", "filter", "format", "greater", "guid", "if", "items", "join", "lambda", "lambdaVariables", "length", "less", "listKeys", "map", "not", "null", "or",
            "parameters", "reference", "replace", "resourceGroup", "resourceId", "string", "sub", "subscription", "subscriptionResourceId", "take", "tenant", "toLower",
            "true", "tryGet", "union", "uniqueString", "variables",
        ],
        StringComparer.Ordinal);

    private readonly JsonObject _template;
    private readonly string _deployment;
    private readonly Dictionary<string, JsonNode?> _parameters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonNode?> _variables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonNode?> _lambda = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TemplateEvaluator> _nested = new(StringComparer.Ordinal);
    private readonly List<DeployedResource> _made = [];
    private int? _copy;

    private TemplateEvaluator(JsonObject template, JsonObject given, string deployment)
    {
        _template = template;
        _deployment = deployment;
        foreach (var (name, parameter) in template["parameters"] as JsonObject ?? [])
            _parameters[name] = given.TryGetPropertyValue(name, out var value) ? value : Evaluate(parameter!["defaultValue"]);
    }

    public IReadOnlyList<DeployedResource> Resources => _made;

    public Dictionary<string, JsonNode?> Outputs { get; } = new(StringComparer.Ordinal);

    public static TemplateEvaluator Deploy(JsonObject template, JsonObject parameters, string deployment = "main")
    {
        var evaluator = new TemplateEvaluator(template, parameters, deployment);
        foreach (var resource in evaluator.InOrder())
            evaluator.Make(resource);
        foreach (var (name, output) in template["outputs"] as JsonObject ?? [])
            evaluator.Outputs[name] = output!["copy"] is JsonObject copy ? evaluator.Copies(copy) : evaluator.Evaluate(output["value"]);
        return evaluator;
    }

    /// <summary>Modules that others wait for first; a circle would have been found by the checker.</summary>
    private IEnumerable<JsonObject> InOrder()
    {
        var waiting = ((JsonArray)_template["resources"]!).OfType<JsonObject>().Select(resource => (Resource: resource, Needs: Needs(resource))).ToList();
        while (waiting.Count > 0)
        {
            var ready = waiting.First(entry => waiting.All(other => other.Resource == entry.Resource || !entry.Needs.Contains((string?)other.Resource["name"] ?? "")));
            waiting.Remove(ready);
            yield return ready.Resource;
        }
    }

    /// <summary>Names of the deployments that a resource of this template names.</summary>
    private static HashSet<string> Needs(JsonObject resource)
    {
        var own = (JsonArray?)resource["dependsOn"] ?? [];
        return [.. own.SelectMany(item => ArmExpression.Parse((string)item!).Everything()).OfType<ArmCall>()
            .Where(call => call.Text(0) == "Microsoft.Resources/deployments").Select(call => call.Text(1) ?? "")];
    }

    private JsonArray Copies(JsonObject copy)
    {
        var results = new JsonArray();
        for (var index = 0; index < Whole(Evaluate(copy["count"])); index++)
        {
            _copy = index;
            results.Add(Evaluate(copy["input"]));
        }
        _copy = null;
        return results;
    }

    private void Make(JsonObject resource)
    {
        var count = resource["copy"] is JsonObject copy ? Whole(Evaluate(copy["count"])) : 1;
        for (var index = 0; index < count; index++)
        {
            _copy = resource["copy"] is null ? null : index;
            if (resource["condition"] is { } condition && !(bool)Evaluate(condition)!)
                continue;
            if (resource["properties"]?["template"] is JsonObject template)
                Enter(resource, template);
            else
                _made.Add(new DeployedResource((string)resource["type"]!, (string)Evaluate(resource["name"])!, Body(resource)));
        }
        _copy = null;
    }

    private void Enter(JsonObject resource, JsonObject template)
    {
        var given = new JsonObject();
        foreach (var (name, parameter) in resource["properties"]!["parameters"] as JsonObject ?? [])
            given[name] = Evaluate(parameter!["value"])?.DeepClone();
        var nested = Deploy(template, given, (string)Evaluate(resource["name"])!);
        _nested[nested._deployment] = nested;
        _made.AddRange(nested.Resources);
    }

    private JsonObject Body(JsonObject resource)
    {
        var body = new JsonObject();
        foreach (var (name, value) in resource.Where(entry => entry.Key is not ("copy" or "condition" or "dependsOn")))
            body[name] = Evaluate(value)?.DeepClone();
        return body;
    }

    private JsonNode? Evaluate(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                var result = new JsonObject();
                foreach (var (name, value) in map)
                    result[(string)Evaluate(ArmExpression.Parse(name))!] = Evaluate(value)?.DeepClone();
                return result;
            case JsonArray items:
                return new JsonArray([.. items.Select(item => Evaluate(item)?.DeepClone())]);
            case JsonValue value when value.TryGetValue<string>(out var text):
                return Evaluate(ArmExpression.Parse(text));
            default:
                return node;
        }
    }

    private JsonNode? Evaluate(ArmExpression expression) => expression switch
    {
        ArmLiteral { Value: string text } => text,
        ArmLiteral literal => (int)(long)literal.Value,
        ArmMember member => Get(Evaluate(member.Target), member.Name) ?? throw new InvalidOperationException($"nothing has the property '{member.Name}' here: {expression}"),
        ArmElement element => Get(Evaluate(element.Target), Evaluate(element.Index)!),
        ArmCall call => Call(call),
        _ => throw new InvalidOperationException(expression.ToString()),
    };

    private static JsonNode? Get(JsonNode? target, JsonNode key) => target switch
    {
        JsonArray items => Whole(key) < items.Count ? items[Whole(key)] : null,
        JsonObject map => map[(string)key!],
        _ => null,
    };

    private string Text(ArmExpression expression) => Text(Evaluate(expression));

    private static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : node?.ToJsonString() ?? "";

    private bool Truth(ArmExpression expression) => (bool)Evaluate(expression)!;

    private int Number(ArmExpression expression) => Whole(Evaluate(expression));

    private static int Whole(JsonNode? node) => int.Parse(node!.ToJsonString(), CultureInfo.InvariantCulture);

    private JsonNode? Call(ArmCall call)
    {
        var arguments = call.Arguments;
        return call.Function switch
        {
            "parameters" => _parameters[Text(arguments[0])],
            "variables" => Variable(Text(arguments[0])),
            "copyIndex" => (int)_copy!,
            "lambdaVariables" => _lambda[Text(arguments[0])],
            "true" or "false" => call.Function == "true",
            "null" => null,
            "if" => Evaluate(Truth(arguments[0]) ? arguments[1] : arguments[2]),
            "and" => arguments.All(Truth),
            "or" => arguments.Any(Truth),
            "not" => !Truth(arguments[0]),
            "equals" => JsonNode.DeepEquals(Evaluate(arguments[0]), Evaluate(arguments[1])),
            "greater" => Number(arguments[0]) > Number(arguments[1]),
            "less" => Number(arguments[0]) < Number(arguments[1]),
            "add" => Number(arguments[0]) + Number(arguments[1]),
            "sub" => Number(arguments[0]) - Number(arguments[1]),
            "coalesce" => arguments.Select(Evaluate).FirstOrDefault(value => value is not null),
            "tryGet" => Get(Evaluate(arguments[0]), Evaluate(arguments[1])!),
            "map" => Map(arguments),
            "createArray" => new JsonArray([.. arguments.Select(item => Evaluate(item)?.DeepClone())]),
            "createObject" => new JsonObject(arguments.Chunk(2).Select(pair => KeyValuePair.Create(Text(pair[0]), Evaluate(pair[1])?.DeepClone()))),
            "union" => Union(arguments),
            "items" => new JsonArray([.. ((JsonObject)Evaluate(arguments[0])!).OrderBy(entry => entry.Key, StringComparer.Ordinal)
                .Select(entry => new JsonObject { ["key"] = entry.Key, ["value"] = entry.Value?.DeepClone() })]),
            "length" => Evaluate(arguments[0]) is JsonArray items ? items.Count : Text(arguments[0]).Length,
            "empty" => Text(arguments[0]) is "" or "[]" or "{}",
            "contains" => Evaluate(arguments[0]) is JsonArray list ? list.Any(item => Text(item) == Text(arguments[1])) : Text(arguments[0]).Contains(Text(arguments[1]), StringComparison.Ordinal),
            "format" => string.Format(CultureInfo.InvariantCulture, Text(arguments[0]), [.. arguments.Skip(1).Select(Text)]),
            "replace" => Text(arguments[0]).Replace(Text(arguments[1]), Text(arguments[2]), StringComparison.Ordinal),
            "join" => string.Join(Text(arguments[1]), ((JsonArray)Evaluate(arguments[0])!).Select(Text)),
            "take" => Text(arguments[0]) is var text && Number(arguments[1]) is var length && text.Length > length ? text[..length] : Text(arguments[0]),
            "string" => Text(arguments[0]),
            "toLower" => Text(arguments[0]).ToLowerInvariant(),
            "base64" => Convert.ToBase64String(Encoding.UTF8.GetBytes(Text(arguments[0]))),
            "uniqueString" => Hash(arguments)[..13],
            "guid" => Guid.ParseExact(Hash(arguments)[..32], "N").ToString(),
            "cidrSubnet" => Subnet(IPNetwork.Parse(Text(arguments[0])), Number(arguments[1]), Number(arguments[2])),
            "cidrHost" => Plus(IPNetwork.Parse(Text(arguments[0])).BaseAddress, Number(arguments[1]) + 1).ToString(),
            _ => FromAzure(call),
        };
    }

    private JsonNode? Variable(string name) => _variables.TryGetValue(name, out var known) ? known : _variables[name] = Evaluate(_template["variables"]![name]);

    private JsonArray Map(IReadOnlyList<ArmExpression> arguments)
    {
        var lambda = (ArmCall)arguments[1];
        var results = new JsonArray();
        foreach (var item in (JsonArray)Evaluate(arguments[0])!)
        {
            _lambda[lambda.Text(0)!] = item;
            results.Add(Evaluate(lambda.Arguments[^1])?.DeepClone());
        }
        return results;
    }

    private JsonObject Union(IReadOnlyList<ArmExpression> arguments)
    {
        var result = new JsonObject();
        foreach (var (name, value) in arguments.SelectMany(argument => (JsonObject)Evaluate(argument)!))
            result[name] = value?.DeepClone();
        return result;
    }

    private string Hash(IReadOnlyList<ArmExpression> arguments) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', arguments.Select(Text)))));

    private static string Subnet(IPNetwork network, int prefix, int index) => $"{Plus(network.BaseAddress, (long)index << (32 - prefix))}/{prefix}";

    private static IPAddress Plus(IPAddress address, long offset)
    {
        var bytes = address.GetAddressBytes();
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)(System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes) + offset));
        return new IPAddress(bytes);
    }
}
