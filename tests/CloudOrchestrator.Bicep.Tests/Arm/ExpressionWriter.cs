using System.Globalization;
using System.Text.Json.Nodes;
using CloudOrchestrator.Bicep.Tests.Checking;
using CloudOrchestrator.Bicep.Tests.Language;

namespace CloudOrchestrator.Bicep.Tests.Arm;

/// <summary>Turns Bicep's expressions into the template language: literals as JSON, everything else as text in brackets.</summary>
internal sealed class ExpressionWriter(BicepFile file, References references)
{
    private static readonly Dictionary<string, string> Operators = new(StringComparer.Ordinal)
    {
        ["??"] = "coalesce", ["||"] = "or", ["&&"] = "and", ["=="] = "equals", ["<"] = "less", [">"] = "greater", ["<="] = "lessOrEquals", [">="] = "greaterOrEquals",
        ["+"] = "add", ["-"] = "sub", ["*"] = "mul", ["/"] = "div", ["%"] = "mod",
    };

    /// <summary>Contents of files, in the order they are met; each becomes a variable.</summary>
    public List<JsonNode> Loaded { get; } = [];

    /// <summary>What names of loops and lambdas stand for.</summary>
    private readonly Dictionary<string, string> _locals = new(StringComparer.Ordinal);

    private readonly Dictionary<Call, int> _loads = [];

    public T WithLoop<T>(Loop? loop, string index, Func<T> write)
    {
        if (loop is null)
            return write();
        var source = Write(loop.Source);
        _locals[loop.Item] = $"{source}[{index}]";
        if (loop.Index is not null)
            _locals[loop.Index] = index;
        var result = write();
        _locals.Remove(loop.Item);
        if (loop.Index is not null)
            _locals.Remove(loop.Index);
        return result;
    }

    /// <summary>The value as JSON.</summary>
    public JsonNode? Json(Expression expression)
    {
        switch (expression)
        {
            case Nothing:
                return null;
            case Truth truth:
                return truth.Value;
            case Number number:
                return number.Value;
            case Text { Literal: { } text }:
                return Escape(text);
            case ArrayLiteral array:
                return new JsonArray([.. array.Items.Select(Json)]);
            case ObjectLiteral literal:
                var result = new JsonObject();
                foreach (var property in literal.Properties)
                    result[property.Key.Literal is { } name ? Escape(name) : $"[{Write(property.Key)}]"] = Json(property.Value);
                return result;
            default:
                return $"[{Write(expression)}]";
        }
    }

    /// <summary>The expression without brackets.</summary>
    public string Write(Expression expression) => expression switch
    {
        Nothing => "null()",
        Truth truth => truth.Value ? "true()" : "false()",
        Number number => number.Value.ToString(CultureInfo.InvariantCulture),
        Text { Literal: { } text } => Quote(text),
        Text text => WriteText(text),
        ArrayLiteral array => Function("createArray", array.Items.Select(Write)),
        ObjectLiteral literal => Function("createObject", literal.Properties.SelectMany(property => new[] { Write(property.Key), Write(property.Value) })),
        Name name => WriteName(name),
        Member member => WriteMember(member),
        Element { Target: Name name } element when file.Find(name.Identifier) is Deployed => throw Unexpected(element),
        Element { Safe: true } element => Function("tryGet", [Write(element.Target), Write(element.Index)]),
        Element element => $"{Write(element.Target)}[{Write(element.Index)}]",
        Call call => WriteCall(call),
        Certain certain => Write(certain.Operand),
        Unary { Operator: "!" } unary => Function("not", [Write(unary.Operand)]),
        Unary unary => Function("sub", ["0", Write(unary.Operand)]),
        Binary { Operator: "!=" } binary => Function("not", [Function("equals", [Write(binary.Left), Write(binary.Right)])]),
        Binary binary => Function(Operators[binary.Operator], [Write(binary.Left), Write(binary.Right)]),
        Conditional conditional => Function("if", [Write(conditional.Condition), Write(conditional.Then), Write(conditional.Else)]),
        _ => throw Unexpected(expression),
    };

    /// <summary>Text that starts with a bracket would be taken for an expression.</summary>
    public static string Escape(string text) => text.StartsWith('[') ? "[" + text : text;

    /// <summary>Parts of a resource's name, from its outermost parent on.</summary>
    public IReadOnlyList<string> NameParts(Resource resource, string index)
    {
        var own = WithLoop(resource.Loop, index, () => Write(resource.Find("name")!));
        return resource.Find("parent") is Name parent ? [.. NameParts((Resource)file.Find(parent.Identifier)!, index), own] : [own];
    }

    public string Id(Deployed deployed, string index)
    {
        if (deployed is Module module)
            return Function("resourceId", ["'Microsoft.Resources/deployments'", WithLoop(module.Loop, index, () => Write(module.Find("name")!))]);
        var resource = (Resource)deployed;
        IEnumerable<string> parts = [Quote(resource.Type), .. NameParts(resource, index)];
        return resource.Find("scope") is Name scope
            ? Function("extensionResourceId", [Id((Deployed)file.Find(scope.Identifier)!, index), .. parts])
            : Function("resourceId", parts);
    }

    private string WriteText(Text text)
    {
        var format = string.Concat(text.Parts.Select((part, index) =>
            part.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal) + (index < text.Values.Count ? $"{{{index}}}" : "")));
        return Function("format", [Quote(format), .. text.Values.Select(Write)]);
    }

    private string WriteName(Name name)
    {
        if (_locals.TryGetValue(name.Identifier, out var local))
            return local;
        return file.Find(name.Identifier) switch
        {
            Parameter => $"parameters({Quote(name.Identifier)})",
            // Variables cannot wait for a deployment: such ones are written out where they are used.
            Variable variable => references.IsLate(variable.Value) ? Write(variable.Value) : $"variables({Quote(name.Identifier)})",
            _ => throw Unexpected(name),
        };
    }

    private string WriteMember(Member member)
    {
        if (Symbol(member.Target) is var (deployed, index) && deployed is Resource resource)
            return WriteResource(resource, index, member.Identifier);
        if (member.Target is Member { Identifier: "outputs" } outputs && Symbol(outputs.Target) is ({ } module, var at) && module is Module)
            return $"reference({Id(module, at)}, '{TemplateEmitter.DeploymentVersion}').outputs.{member.Identifier}.value";
        return member.Safe ? Function("tryGet", [Write(member.Target), Quote(member.Identifier)]) : $"{Write(member.Target)}.{member.Identifier}";
    }

    private string WriteResource(Resource resource, string index, string property) => property switch
    {
        "id" => Id(resource, index),
        "name" => NameParts(resource, index)[^1],
        "type" => Quote(resource.Type),
        "apiVersion" => Quote(resource.Version),
        "properties" => $"reference({Id(resource, index)}, '{resource.Version}')",
        _ => $"reference({Id(resource, index)}, '{resource.Version}', 'full').{property}",
    };

    private (Deployed? Deployed, string Index) Symbol(Expression expression) => expression switch
    {
        Name name => (file.Find(name.Identifier) as Deployed, ""),
        Element { Target: Name name } element when file.Find(name.Identifier) is Deployed deployed => (deployed, Write(element.Index)),
        Certain certain => Symbol(certain.Operand),
        _ => (null, ""),
    };

    private string WriteCall(Call call)
    {
        if (call.Target is not null)
        {
            var (deployed, index) = Symbol(call.Target);
            return deployed is Resource resource ? Function(call.Function, [Id(resource, index), Quote(resource.Version)]) : throw Unexpected(call);
        }
        return call.Function switch
        {
            "loadTextContent" or "loadJsonContent" => Load(call),
            "map" or "filter" when call.Arguments is [var source, Lambda lambda] => Function(call.Function, [Write(source), WriteLambda(lambda)]),
            _ => Function(call.Function, call.Arguments.Select(Write)),
        };
    }

    private string WriteLambda(Lambda lambda)
    {
        foreach (var parameter in lambda.Parameters)
            _locals[parameter] = $"lambdaVariables({Quote(parameter)})";
        var written = Function("lambda", [.. lambda.Parameters.Select(Quote), Write(lambda.Body)]);
        foreach (var parameter in lambda.Parameters)
            _locals.Remove(parameter);
        return written;
    }

    private string Load(Call call)
    {
        if (!_loads.TryGetValue(call, out var index))
        {
            var content = File.ReadAllText(Path.Combine(file.Folder, ((Text)call.Arguments[0]).Literal!));
            index = _loads[call] = Loaded.Count;
            Loaded.Add(call.Function == "loadTextContent" ? JsonValue.Create(Escape(content)) : JsonNode.Parse(content)!);
        }
        return $"variables('$fxv#{index}')";
    }

    private static string Function(string name, IEnumerable<string> arguments) => $"{name}({string.Join(", ", arguments)})";

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static BicepSyntaxException Unexpected(Expression expression) => new(expression.At, $"{expression.GetType().Name} cannot be written here");
}
