namespace CloudOrchestrator.Bicep.Tests.Language;

/// <summary>Reads a <c>.bicep</c> or <c>.bicepparam</c> file, statement by statement.</summary>
internal sealed class BicepParser : ExpressionParser
{
    private readonly string _path;
    private readonly string _folder;

    private BicepParser(string path, string folder, string text) : base(path, text)
    {
        _path = path;
        _folder = folder;
    }

    /// <summary>Reads a file below a root; places in errors are relative to the root.</summary>
    public static BicepFile Read(string root, string path)
    {
        var full = Path.GetFullPath(Path.Combine(root, path));
        return Parse(path, Path.GetDirectoryName(full)!, File.ReadAllText(full));
    }

    public static BicepFile Parse(string path, string folder, string text) => new BicepParser(path, folder, text).ReadFile();

    private BicepFile ReadFile()
    {
        string? scope = null;
        string? parameterized = null;
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        var declarations = new List<Declaration>();
        for (Skip(newlines: true); !AtEnd; Skip(newlines: true))
        {
            var decorators = Decorators();
            var at = Here;
            var keyword = Identifier();
            switch (keyword)
            {
                case "targetScope":
                    Expect("=");
                    Skip(newlines: false);
                    scope = Text().Literal;
                    break;
                case "metadata":
                    var name = Identifier();
                    Expect("=");
                    metadata[name] = Expression() is Text { Literal: { } value } ? value : throw Error("metadata is text here");
                    break;
                case "using":
                    Skip(newlines: false);
                    parameterized = Text().Literal;
                    break;
                case "param":
                    declarations.Add(Parameter(at, decorators));
                    break;
                case "var":
                    var variable = Identifier();
                    Expect("=");
                    declarations.Add(new Variable(at, decorators, variable, Expression()));
                    break;
                case "output":
                    var output = Identifier();
                    var type = Identifier();
                    Expect("=");
                    declarations.Add(new Output(at, decorators, output, type, Expression()));
                    break;
                case "resource":
                    declarations.Add(Resource(at, decorators));
                    break;
                case "module":
                    declarations.Add(Module(at, decorators));
                    break;
                default:
                    throw new BicepSyntaxException(at, $"no statement starts with '{keyword}'");
            }
            EndLine();
        }
        return new BicepFile(_path, _folder, scope, metadata, parameterized, declarations);
    }

    private List<Decorator> Decorators()
    {
        var decorators = new List<Decorator>();
        while (Current == '@')
        {
            var at = Here;
            Advance();
            if (Expression() is not Call { Target: null } call)
                throw new BicepSyntaxException(at, "a decorator is a call");
            decorators.Add(new Decorator(at, call.Function, call.Arguments));
            EndLine();
            Skip(newlines: true);
        }
        return decorators;
    }

    private Declaration Parameter(Position at, List<Decorator> decorators)
    {
        var name = Identifier();
        Skip(newlines: false);
        if (_path.EndsWith(".bicepparam", StringComparison.Ordinal))
        {
            Expect("=");
            return new Assignment(at, name, Expression());
        }
        var type = Identifier();
        Skip(newlines: false);
        return new Parameter(at, decorators, name, type, Accept("=") ? Expression() : null);
    }

    private Resource Resource(Position at, List<Decorator> decorators)
    {
        var name = Identifier();
        Skip(newlines: false);
        var place = Here;
        var parts = Text().Literal?.Split('@');
        if (parts is not [var type, var version])
            throw new BicepSyntaxException(place, "a resource is of a type and a version: 'Type@2024-01-01'");
        Skip(newlines: false);
        var existing = Accept("existing");
        var (condition, loop, body) = Body();
        return new Resource(at, decorators, name, type, version, existing, body, condition, loop);
    }

    private Module Module(Position at, List<Decorator> decorators)
    {
        var name = Identifier();
        Skip(newlines: false);
        var path = Text().Literal ?? throw new BicepSyntaxException(at, "a module's path is plain text");
        var (condition, loop, body) = Body();
        return new Module(at, decorators, name, path, body, condition, loop);
    }

    private (Expression? Condition, Loop? Loop, ObjectLiteral Body) Body()
    {
        Expect("=");
        Skip(newlines: false);
        if (Current == '[')
        {
            var at = Here;
            return Expression() is Loop { Body: ObjectLiteral each } loop ? (loop.Condition, loop, each) : throw new BicepSyntaxException(at, "a loop of objects is expected here");
        }
        Expression? condition = null;
        if (Accept("if"))
        {
            Expect("(");
            condition = Expression();
            Expect(")");
        }
        return (condition, null, Object());
    }
}
