using CloudOrchestrator.Bicep.Tests.Language;

namespace CloudOrchestrator.Bicep.Tests.Checking;

/// <summary>Something wrong, and where.</summary>
internal sealed record Problem(Position At, string Message)
{
    public override string ToString() => $"{At}: {Message}";
}

/// <summary>A file and the modules it uses, each read once.</summary>
internal sealed class Sources
{
    private readonly string _root;
    private readonly Func<string, string, string> _edit;
    private readonly Dictionary<string, BicepFile> _files = new(StringComparer.Ordinal);

    /// <param name="root">The folder of the entry file.</param>
    /// <param name="edit">Changes the text of the file of that path before it is read: how tests bring in mistakes.</param>
    public Sources(string root, Func<string, string, string>? edit = null)
    {
        _root = root;
        _edit = edit ?? ((_, text) => text);
    }

    public string Root => Path.GetFullPath(_root);

    public IReadOnlyCollection<BicepFile> Files => _files.Values;

    public BicepFile Read(string path)
    {
        if (_files.TryGetValue(path, out var known))
            return known;
        var full = Path.GetFullPath(Path.Combine(_root, path));
        return _files[path] = BicepParser.Parse(path, Path.GetDirectoryName(full)!, _edit(path, File.ReadAllText(full)));
    }

    /// <summary>The module's file, or null when there is none that can be read: the check of the module says why.</summary>
    public BicepFile? ModuleOf(BicepFile file, Module module)
    {
        var full = Path.GetFullPath(Path.Combine(file.Folder, module.Path));
        if (!File.Exists(full))
            return null;
        try
        {
            return Read(Path.GetRelativePath(_root, full));
        }
        catch (BicepSyntaxException)
        {
            return null;
        }
    }
}

internal static class Walk
{
    /// <summary>The parts of an expression, outermost first.</summary>
    public static IEnumerable<Expression> Everything(Expression? root)
    {
        if (root is null)
            yield break;
        yield return root;
        foreach (var child in Children(root))
        {
            foreach (var inner in Everything(child))
                yield return inner;
        }
    }

    public static IEnumerable<Expression> Children(Expression expression) => expression switch
    {
        Text text => text.Values,
        ArrayLiteral array => array.Items,
        ObjectLiteral literal => literal.Properties.SelectMany(property => new[] { property.Key, property.Value }),
        Member member => [member.Target],
        Element element => [element.Target, element.Index],
        Call call => call.Target is null ? call.Arguments : [call.Target, .. call.Arguments],
        Unary unary => [unary.Operand],
        Binary binary => [binary.Left, binary.Right],
        Conditional conditional => [conditional.Condition, conditional.Then, conditional.Else],
        Lambda lambda => [lambda.Body],
        Certain certain => [certain.Operand],
        Loop loop => loop.Condition is null ? [loop.Source, loop.Body] : [loop.Source, loop.Condition, loop.Body],
        _ => [],
    };

    /// <summary>All expressions of a declaration.</summary>
    public static IEnumerable<Expression> Of(Declaration declaration)
    {
        var own = declaration switch
        {
            Parameter parameter => new[] { parameter.Default },
            Variable variable => [variable.Value],
            Output output => [output.Value],
            Assignment assignment => [assignment.Value],
            Deployed { Loop: { } loop } => [loop],
            Deployed deployed => [deployed.Condition, deployed.Body],
            _ => [],
        };
        return own.Concat(declaration.Decorators.SelectMany(decorator => decorator.Arguments)).SelectMany(Everything);
    }
}
