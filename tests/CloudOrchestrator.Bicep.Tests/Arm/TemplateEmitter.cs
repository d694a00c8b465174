using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CloudOrchestrator.Bicep.Tests.Checking;
using CloudOrchestrator.Bicep.Tests.Language;

namespace CloudOrchestrator.Bicep.Tests.Arm;

/// <summary>Writes the template that Azure Resource Manager takes: modules become nested deployments with a scope of their own, as Bicep's compiler does.</summary>
internal sealed class TemplateEmitter
{
    public const string DeploymentVersion = "2022-09-01";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    private readonly Sources _sources;
    private readonly BicepFile _file;
    private readonly References _references;
    private readonly ExpressionWriter _writer;

    private TemplateEmitter(Sources sources, BicepFile file)
    {
        _sources = sources;
        _file = file;
        _references = new References(sources, file);
        _writer = new ExpressionWriter(file, _references);
    }

    public static JsonObject Emit(Sources sources, string path) => new TemplateEmitter(sources, sources.Read(path)).Template();

    /// <summary>The template as it is committed.</summary>
    public static string Text(JsonObject template) => template.ToJsonString(Readable) + "\n";

    private JsonObject Template()
    {
        var parameters = Map(_file.All<Parameter>(), Parameter);
        var variables = Map(_file.All<Variable>().Where(variable => !_references.IsLate(variable.Value)), variable => _writer.Json(variable.Value));
        var resources = new JsonArray([.. _file.All<Deployed>().Where(deployed => deployed is not Resource { Existing: true }).Select(Deployed)]);
        var outputs = Map(_file.All<Output>(), Output);
        // Files are met while everything else is written, and are variables that come first.
        var all = new JsonObject();
        for (var index = 0; index < _writer.Loaded.Count; index++)
            all[$"$fxv#{index}"] = _writer.Loaded[index];
        foreach (var (name, value) in variables.ToArray())
        {
            variables.Remove(name);
            all[name] = value;
        }
        var template = new JsonObject
        {
            ["$schema"] = "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
            ["contentVersion"] = "1.0.0.0",
        };
        if (_file.Metadata.Count > 0)
            template["metadata"] = new JsonObject(_file.Metadata.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value)));
        AddUnlessEmpty(template, "parameters", parameters);
        AddUnlessEmpty(template, "variables", all);
        template["resources"] = resources;
        AddUnlessEmpty(template, "outputs", outputs);
        return template;
    }

    private static void AddUnlessEmpty(JsonObject template, string name, JsonObject value)
    {
        if (value.Count > 0)
            template[name] = value;
    }

    private static JsonObject Map<T>(IEnumerable<T> declarations, Func<T, JsonNode?> write) where T : Declaration
    {
        var map = new JsonObject();
        foreach (var declaration in declarations)
            map[declaration.Identifier] = write(declaration);
        return map;
    }

    private JsonObject Parameter(Parameter parameter)
    {
        var secure = parameter.Decorators.Any(decorator => decorator.Function == "secure");
        var result = new JsonObject { ["type"] = secure ? parameter.Type == "object" ? "secureObject" : "securestring" : parameter.Type };
        if (parameter.Default is { } value)
            result["defaultValue"] = _writer.Json(value);
        foreach (var decorator in parameter.Decorators.Where(decorator => decorator.Function is not ("secure" or "description")))
            result[decorator.Function == "allowed" ? "allowedValues" : decorator.Function] = _writer.Json(decorator.Arguments[0]);
        AddDescription(result, parameter);
        return result;
    }

    private void AddDescription(JsonObject result, Declaration declaration)
    {
        if (declaration.Decorators.FirstOrDefault(decorator => decorator.Function == "description") is { } description)
            result["metadata"] = new JsonObject { ["description"] = _writer.Json(description.Arguments[0]) };
    }

    private JsonObject Output(Output output)
    {
        var result = new JsonObject { ["type"] = output.Type };
        AddDescription(result, output);
        if (output.Value is Loop loop)
            result["copy"] = new JsonObject { ["count"] = Count(loop), ["input"] = _writer.WithLoop(loop, "copyIndex()", () => _writer.Json(loop.Body)) };
        else
            result["value"] = _writer.Json(output.Value);
        return result;
    }

    private string Count(Loop loop) => $"[length({_writer.Write(loop.Source)})]";

    private JsonObject Deployed(Deployed deployed)
    {
        var result = new JsonObject();
        if (deployed.Loop is { } loop)
            result["copy"] = new JsonObject { ["name"] = deployed.Identifier, ["count"] = Count(loop) };
        if ((deployed.Condition ?? deployed.Loop?.Condition) is { } condition)
            result["condition"] = _writer.WithLoop(deployed.Loop, "copyIndex()", () => _writer.Json(condition));
        if (deployed is Module module)
            AddModule(result, module);
        else
            AddResource(result, (Resource)deployed);
        var dependencies = new JsonArray([.. Dependencies(deployed)]);
        if (dependencies.Count > 0)
            result["dependsOn"] = dependencies;
        return result;
    }

    private IEnumerable<JsonNode> Dependencies(Deployed deployed)
    {
        foreach (var (target, index) in _references.Dependencies(deployed))
        {
            if (target.Loop is not null && index is null)
                yield return target.Identifier;
            else
                yield return $"[{_writer.Id(target, index is null ? "" : _writer.Write(index))}]";
        }
    }

    private void AddResource(JsonObject result, Resource resource)
    {
        result["type"] = resource.Type;
        result["apiVersion"] = resource.Version;
        if (resource.Find("scope") is Name scope)
            result["scope"] = $"[{_writer.Id((Deployed)_file.Find(scope.Identifier)!, "")}]";
        var parts = _writer.NameParts(resource, "copyIndex()");
        result["name"] = parts.Count == 1
            ? _writer.WithLoop(resource.Loop, "copyIndex()", () => _writer.Json(resource.Find("name")!))
            : $"[format('{string.Join('/', Enumerable.Range(0, parts.Count).Select(index => $"{{{index}}}"))}', {string.Join(", ", parts)})]";
        foreach (var property in resource.Body.Properties.Where(property => property.Key.Literal is not ("name" or "parent" or "scope" or "dependsOn")))
            result[property.Key.Literal!] = _writer.WithLoop(resource.Loop, "copyIndex()", () => _writer.Json(property.Value));
    }

    private void AddModule(JsonObject result, Module module)
    {
        result["type"] = "Microsoft.Resources/deployments";
        result["apiVersion"] = DeploymentVersion;
        result["name"] = _writer.Json(module.Find("name")!);
        var given = new JsonObject();
        foreach (var property in ((ObjectLiteral?)module.Find("params"))?.Properties ?? [])
            given[property.Key.Literal!] = new JsonObject { ["value"] = _writer.WithLoop(module.Loop, "copyIndex()", () => _writer.Json(property.Value)) };
        result["properties"] = new JsonObject
        {
            ["expressionEvaluationOptions"] = new JsonObject { ["scope"] = "inner" },
            ["mode"] = "Incremental",
            ["parameters"] = given,
            ["template"] = new TemplateEmitter(_sources, _sources.ModuleOf(_file, module)!).Template(),
        };
    }
}
