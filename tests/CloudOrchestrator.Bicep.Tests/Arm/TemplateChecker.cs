using System.Text.Json.Nodes;

namespace CloudOrchestrator.Bicep.Tests.Arm;

/// <summary>Checks a template as Azure Resource Manager would before it starts: its shape, and that everything it speaks of exists.</summary>
internal sealed class TemplateChecker
{
    private static readonly string[] Sections = ["$schema", "contentVersion", "metadata", "parameters", "variables", "resources", "outputs"];
    private static readonly string[] ParameterTypes = ["string", "securestring", "int", "bool", "object", "secureObject", "array"];

    private readonly JsonObject _template;
    private readonly string _place;
    private readonly List<string> _problems;
    private readonly Dictionary<string, JsonObject> _resources = new(StringComparer.OrdinalIgnoreCase);

    private TemplateChecker(JsonObject template, string place, List<string> problems)
    {
        _template = template;
        _place = place;
        _problems = problems;
        foreach (var resource in Resources())
            _resources.TryAdd(Key((string?)resource["type"] ?? "", NameParts((string?)resource["name"] ?? "")), resource);
    }

    public static IReadOnlyList<string> Check(JsonObject template)
    {
        var problems = new List<string>();
        new TemplateChecker(template, "", problems).Check();
        return problems;
    }

    private IEnumerable<JsonObject> Resources() => (_template["resources"] as JsonArray)?.OfType<JsonObject>() ?? [];

    private void Check()
    {
        foreach (var (name, _) in _template.Where(section => !Sections.Contains(section.Key)))
            Report(name, "no section of a template has this name");
        foreach (var name in new[] { "$schema", "contentVersion", "resources" }.Where(name => _template[name] is null))
            Report(name, "is missing");
        foreach (var (name, parameter) in Section("parameters"))
        {
            if (!ParameterTypes.Contains((string?)parameter?["type"]))
                Report($"parameters.{name}", $"there is no type '{parameter?["type"]}'");
        }
        var used = new HashSet<string>(StringComparer.Ordinal);
        CheckTexts(_template["parameters"], "parameters", used, inCopy: false);
        CheckTexts(_template["variables"], "variables", used, inCopy: false);
        foreach (var resource in Resources())
            CheckResource(resource, used);
        foreach (var (name, output) in Section("outputs"))
        {
            if (output is JsonObject shape && shape.ContainsKey("value") == shape.ContainsKey("copy"))
                Report($"outputs.{name}", "has a value or a copy, and not both");
            CheckTexts(output, $"outputs.{name}", used, inCopy: output?["copy"] is not null);
        }
        foreach (var name in Section("parameters").Select(entry => $"parameters.{entry.Key}").Concat(Section("variables").Select(entry => $"variables.{entry.Key}")).Except(used))
            Report(name, "is not used");
    }

    private JsonObject Section(string name) => _template[name] as JsonObject ?? [];

    private void CheckResource(JsonObject resource, HashSet<string> used)
    {
        var type = (string?)resource["type"] ?? "";
        var place = $"{type} {resource["name"]}";
        foreach (var name in new[] { "type", "apiVersion", "name" }.Where(name => resource[name] is null))
            Report(place, $"lacks '{name}'");
        var segments = type.Count(character => character == '/');
        if (NameParts((string?)resource["name"] ?? "").Length != segments)
            Report(place, $"the name of a {type} has {segments} parts");
        foreach (var dependency in (resource["dependsOn"] as JsonArray)?.Select(item => (string?)item ?? "") ?? [])
            CheckDependency(dependency, place);
        var nested = resource["properties"]?["template"] as JsonObject;
        foreach (var (name, value) in resource)
        {
            if (nested is null || name != "properties")
                CheckTexts(value, $"{place} {name}", used, inCopy: resource["copy"] is not null);
        }
        if (nested is null)
            return;
        var given = resource["properties"]?["parameters"] as JsonObject ?? [];
        CheckTexts(given, $"{place} parameters", used, inCopy: resource["copy"] is not null);
        var taken = nested["parameters"] as JsonObject ?? [];
        foreach (var (name, _) in given.Where(entry => !taken.ContainsKey(entry.Key)))
            Report(place, $"the nested template has no parameter '{name}'");
        foreach (var (name, _) in taken.Where(entry => entry.Value?["defaultValue"] is null && !given.ContainsKey(entry.Key)))
            Report(place, $"the nested template needs the parameter '{name}'");
        if ((string?)resource["properties"]?["expressionEvaluationOptions"]?["scope"] != "inner")
            Report(place, "a nested template has a scope of its own");
        new TemplateChecker(nested, $"{_place}{resource["name"]}: ", _problems).Check();
    }

    private void CheckDependency(string dependency, string place)
    {
        if (!dependency.StartsWith('['))
        {
            if (Resources().All(resource => (string?)resource["copy"]?["name"] != dependency))
                Report(place, $"depends on '{dependency}', and no copy is called so");
        }
        else if (ArmExpression.Parse(dependency) is not ArmCall call || Target(call) is null)
        {
            Report(place, $"depends on {dependency}, which is not in the template");
        }
    }

    /// <summary>The resource of a <c>resourceId(…)</c> or <c>extensionResourceId(…)</c>, when the template makes it.</summary>
    private JsonObject? Target(ArmCall call)
    {
        var skip = call.Function switch { "resourceId" => 0, "extensionResourceId" => 1, _ => -1 };
        return skip >= 0 && call.Text(skip) is { } type ? _resources.GetValueOrDefault(Key(type, [.. call.Arguments.Skip(skip + 1).Select(Print)])) : null;
    }

    private void CheckTexts(JsonNode? node, string place, HashSet<string> used, bool inCopy)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (name, value) in map)
                {
                    CheckText(name, place, used, inCopy);
                    CheckTexts(value, $"{place}.{name}", used, inCopy);
                }
                break;
            case JsonArray items:
                foreach (var item in items)
                    CheckTexts(item, place, used, inCopy);
                break;
            case JsonValue value when value.TryGetValue<string>(out var text):
                CheckText(text, place, used, inCopy);
                break;
        }
    }

    private void CheckText(string text, string place, HashSet<string> used, bool inCopy)
    {
        ArmExpression expression;
        try
        {
            expression = ArmExpression.Parse(text);
        }
        catch (FormatException fault)
        {
            Report(place, fault.Message);
            return;
        }
        foreach (var part in expression.Everything())
        {
            if (part is ArmMember { Target: ArmMember { Name: "outputs", Target: ArmCall { Function: "reference" } reference } } output)
                CheckOutput(reference, output.Name, place);
            if (part is not ArmCall call)
                continue;
            if (!TemplateEvaluator.Functions.Contains(call.Function))
                Report(place, $"there is no function '{call.Function}'");
            if (call.Function is "copyIndex" && !inCopy)
                Report(place, "copyIndex() stands outside a copy");
            if (call.Function is "parameters" or "variables")
            {
                used.Add($"{call.Function}.{call.Text(0)}");
                if (!Section(call.Function).ContainsKey(call.Text(0) ?? ""))
                    Report(place, $"there is no {call.Function[..^1]} '{call.Text(0)}'");
            }
        }
    }

    private void CheckOutput(ArmCall reference, string output, string place)
    {
        if (reference.Arguments[0] is not ArmCall { Function: "resourceId" } id || Target(id) is not { } deployment)
            Report(place, $"refers to {Print(reference.Arguments[0])}, which is not in the template");
        else if (deployment["properties"]?["template"]?["outputs"]?[output] is null)
            Report(place, $"deployment {deployment["name"]} has no output '{output}'");
    }

    /// <summary>The expressions a name is made of: one for each segment of the type after the first.</summary>
    private static string[] NameParts(string name)
    {
        try
        {
            return ArmExpression.Parse(name) switch
            {
                ArmCall { Function: "format" } format when format.Text(0) is { } pattern && pattern.Split('/').All(part => part.StartsWith('{') && part.EndsWith('}')) && pattern.Contains('/')
                    => [.. format.Arguments.Skip(1).Select(Print)],
                var whole => [Print(whole)],
            };
        }
        catch (FormatException)
        {
            return [name];
        }
    }

    private static string Key(string type, string[] name) => $"{type} {string.Join(" / ", name)}";

    private static string Print(ArmExpression expression) => expression switch
    {
        ArmLiteral literal => $"'{literal.Value}'",
        ArmCall call => $"{call.Function}({string.Join(", ", call.Arguments.Select(Print))})",
        ArmMember member => $"{Print(member.Target)}.{member.Name}",
        ArmElement element => $"{Print(element.Target)}[{Print(element.Index)}]",
        _ => "",
    };

    private void Report(string place, string message) => _problems.Add($"{_place}{place}: {message}");
}
