using CloudOrchestrator.Bicep.Tests.Language;
using CloudOrchestrator.Bicep.Tests.Types;

namespace CloudOrchestrator.Bicep.Tests.Checking;

/// <summary>Finds what is wrong with a deployment: an entry file and the modules below it.</summary>
internal static class BicepChecker
{
    /// <summary>All problems of the file and its modules, in the order of the places they stand at.</summary>
    public static IReadOnlyList<Problem> Check(Sources sources, string path)
    {
        var problems = new List<Problem>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Check(sources, path, problems, seen);
        return [.. problems.Distinct().OrderBy(problem => problem.At.File, StringComparer.Ordinal).ThenBy(problem => problem.At.Line).ThenBy(problem => problem.At.Column)];
    }

    private static void Check(Sources sources, string path, List<Problem> problems, HashSet<string> seen)
    {
        if (!seen.Add(path))
            return;
        BicepFile file;
        try
        {
            file = sources.Read(path);
        }
        catch (BicepSyntaxException fault)
        {
            problems.Add(new Problem(fault.At, fault.Message[(fault.Message.IndexOf(": ", StringComparison.Ordinal) + 2)..]));
            return;
        }
        foreach (var module in file.All<Module>())
        {
            var target = Path.GetFullPath(Path.Combine(file.Folder, module.Path));
            if (File.Exists(target))
                Check(sources, Path.GetRelativePath(sources.Root, target), problems, seen);
            else
                problems.Add(new Problem(module.At, $"there is no module '{module.Path}'"));
        }
        new FileChecker(sources, file, problems).Check();
    }
}

/// <summary>Checks one file.</summary>
internal sealed class FileChecker(Sources sources, BicepFile file, List<Problem> problems)
{
    private static readonly string[] Extra = ["name", "parent", "scope", "dependsOn"];

    private readonly TypeChecker _types = new(sources, file, problems);

    public void Check()
    {
        CheckNames();
        foreach (var declaration in file.Declarations)
        {
            CheckDecorators(declaration);
            switch (declaration)
            {
                case Parameter parameter:
                    CheckParameter(parameter);
                    break;
                case Variable variable:
                    _types.Infer(variable.Value);
                    break;
                case Output output:
                    CheckOutput(output);
                    break;
                case Deployed deployed:
                    CheckDeployed(deployed);
                    break;
            }
        }
        problems.AddRange(new References(sources, file).Problems());
    }

    private void CheckNames()
    {
        foreach (var group in file.Declarations.GroupBy(declaration => (declaration is Output, declaration.Identifier)).Where(group => group.Count() > 1))
            problems.Add(new Problem(group.Last().At, $"'{group.Key.Identifier}' is declared twice"));
        var used = file.Declarations.SelectMany(Walk.Of).OfType<Name>().Select(name => name.Identifier).ToHashSet(StringComparer.Ordinal);
        var usable = file.Declarations.Where(declaration => declaration is Parameter or Variable or Resource { Existing: true });
        foreach (var declaration in usable.Where(declaration => !used.Contains(declaration.Identifier)))
            problems.Add(new Problem(declaration.At, $"'{declaration.Identifier}' is not used"));
    }

    private void CheckDecorators(Declaration declaration)
    {
        foreach (var decorator in declaration.Decorators)
        {
            var type = (declaration as Parameter)?.Type;
            var fits = decorator.Function switch
            {
                "description" => true,
                "allowed" or "secure" => type is not null,
                "minLength" or "maxLength" => type is "string" or "array",
                "minValue" or "maxValue" => type is "int",
                _ => false,
            };
            if (!fits)
                problems.Add(new Problem(decorator.At, $"@{decorator.Function} does not belong here"));
        }
    }

    private void CheckParameter(Parameter parameter)
    {
        if (TypeNode.OfWord(parameter.Type) is null)
            problems.Add(new Problem(parameter.At, $"there is no type '{parameter.Type}'"));
        if (parameter.Decorators.All(decorator => decorator.Function != "description"))
            problems.Add(new Problem(parameter.At, $"'{parameter.Identifier}' has no description"));
        if (parameter.Default is { } value)
            _types.Check(value, TypeChecker.OfParameter(parameter), $"'{parameter.Identifier}'");
    }

    private void CheckOutput(Output output)
    {
        var type = TypeNode.OfWord(output.Type) ?? TypeNode.Any;
        if (output.Value is Loop loop)
            _types.With(loop.Item, loop.Index, _types.ItemOf(loop.Source), () => _types.Infer(loop.Body));
        else
            _types.Check(output.Value, type, $"output '{output.Identifier}'");
        if (Walk.Everything(output.Value).OfType<Call>().Any(call => call.Function == "listKeys"))
            problems.Add(new Problem(output.At, $"output '{output.Identifier}' holds a key: outputs are kept in the deployment's history"));
    }

    private void CheckDeployed(Deployed deployed)
    {
        if (deployed.Condition is { } condition && deployed.Loop is null)
            _types.Check(condition, TypeNode.Truth, "a condition");
        if (deployed.Loop is { } loop)
        {
            _types.With(loop.Item, loop.Index, _types.ItemOf(loop.Source), () =>
            {
                if (loop.Condition is not null)
                    _types.Check(loop.Condition, TypeNode.Truth, "a condition");
                CheckBody(deployed);
            });
        }
        else
        {
            CheckBody(deployed);
        }
    }

    private void CheckBody(Deployed deployed)
    {
        if (deployed.Find("dependsOn") is ArrayLiteral dependencies)
        {
            foreach (var dependency in dependencies.Items)
            {
                if (dependency is not Name name || file.Find(name.Identifier) is not Deployed)
                    problems.Add(new Problem(dependency.At, "'dependsOn' names resources and modules"));
            }
        }
        if (deployed is Module module)
            CheckModule(module);
        else
            CheckResource((Resource)deployed);
    }

    private void CheckResource(Resource resource)
    {
        CheckParent(resource);
        if (resource.Find("scope") is { } scope && (scope is not Name name || file.Find(name.Identifier) is not Resource))
            problems.Add(new Problem(scope.At, "'scope' names a resource"));
        if (ResourceTypes.Find(resource.Type, resource.Version) is not { } type)
        {
            var versions = string.Join(", ", ResourceTypes.Versions(resource.Type));
            var message = versions.Length == 0 ? $"the table knows no type {resource.Type}" : $"{resource.Type} has no version {resource.Version} in the table: {versions}";
            problems.Add(new Problem(resource.At, message));
            return;
        }
        if (resource.Existing)
        {
            foreach (var property in resource.Body.Properties.Where(property => !Extra.Contains(property.Key.Literal)))
                problems.Add(new Problem(property.At, $"a resource that exists has no '{property.Key.Literal}' here"));
            if (resource.Find("name") is { } given)
                _types.Check(given, TypeNode.Text, "'name'");
            else
                problems.Add(new Problem(resource.Body.At, $"{resource.Type} lacks the property 'name'"));
            return;
        }
        var written = resource.Body with { Properties = [.. resource.Body.Properties.Where(property => property.Key.Literal == "name" || !Extra.Contains(property.Key.Literal))] };
        _types.CheckObject(written, type, resource.Type);
    }

    private void CheckParent(Resource resource)
    {
        var nested = resource.Type.Count(character => character == '/') > 1;
        if (resource.Find("parent") is not { } parent)
        {
            if (nested)
                problems.Add(new Problem(resource.At, $"{resource.Type} needs a 'parent'"));
        }
        else if (parent is not Name name || file.Find(name.Identifier) is not Resource owner)
        {
            problems.Add(new Problem(parent.At, "'parent' names a resource"));
        }
        else if (!string.Equals(resource.Type[..resource.Type.LastIndexOf('/')], owner.Type, StringComparison.OrdinalIgnoreCase))
        {
            problems.Add(new Problem(parent.At, $"{owner.Type} is no parent of {resource.Type}"));
        }
    }

    private void CheckModule(Module module)
    {
        foreach (var property in module.Body.Properties.Where(property => property.Key.Literal is not ("name" or "params" or "dependsOn")))
            problems.Add(new Problem(property.At, $"a module has no '{property.Key.Literal}' here"));
        if (sources.ModuleOf(file, module) is not { } target)
            return;
        var given = module.Find("params") as ObjectLiteral ?? new ObjectLiteral(module.Body.At, []);
        var expected = new TypeNode(Shape.Object);
        foreach (var parameter in target.All<Parameter>())
            expected.Properties[parameter.Identifier] = new PropertyType(TypeChecker.OfParameter(parameter), parameter.Default is null, false);
        _types.CheckObject(given, expected, $"module '{module.Identifier}'");
    }
}
