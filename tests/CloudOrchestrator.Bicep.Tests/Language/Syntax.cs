namespace CloudOrchestrator.Bicep.Tests.Language;

/// <summary>A place in a file, counted from one.</summary>
internal readonly record struct Position(string File, int Line, int Column)
{
    public override string ToString() => $"{File}:{Line}:{Column}";
}

internal abstract record Expression(Position At);

/// <summary>Text with <see cref="Values"/> between its <see cref="Parts"/>; there is always one part more than there are values.</summary>
internal sealed record Text(Position At, IReadOnlyList<string> Parts, IReadOnlyList<Expression> Values) : Expression(At)
{
    public string? Literal => Values.Count == 0 ? Parts[0] : null;
}

internal sealed record Number(Position At, long Value) : Expression(At);

internal sealed record Truth(Position At, bool Value) : Expression(At);

internal sealed record Nothing(Position At) : Expression(At);

internal sealed record ArrayLiteral(Position At, IReadOnlyList<Expression> Items) : Expression(At);

internal sealed record Property(Position At, Text Key, Expression Value);

internal sealed record ObjectLiteral(Position At, IReadOnlyList<Property> Properties) : Expression(At)
{
    public Property? Find(string name) => Properties.FirstOrDefault(property => property.Key.Literal == name);
}

internal sealed record Name(Position At, string Identifier) : Expression(At);

/// <summary><c>target.Name</c>, or <c>target.?Name</c>, which is null when there is none.</summary>
internal sealed record Member(Position At, Expression Target, string Identifier, bool Safe) : Expression(At);

internal sealed record Element(Position At, Expression Target, Expression Index, bool Safe) : Expression(At);

/// <summary>A function, or with a target a method of a resource.</summary>
internal sealed record Call(Position At, Expression? Target, string Function, IReadOnlyList<Expression> Arguments) : Expression(At);

internal sealed record Unary(Position At, string Operator, Expression Operand) : Expression(At);

internal sealed record Binary(Position At, string Operator, Expression Left, Expression Right) : Expression(At);

internal sealed record Conditional(Position At, Expression Condition, Expression Then, Expression Else) : Expression(At);

internal sealed record Lambda(Position At, IReadOnlyList<string> Parameters, Expression Body) : Expression(At);

/// <summary><c>value!</c>: the author knows that it is not null.</summary>
internal sealed record Certain(Position At, Expression Operand) : Expression(At);

/// <summary><c>[for item in source: body]</c></summary>
internal sealed record Loop(Position At, string Item, string? Index, Expression Source, Expression Body, Expression? Condition) : Expression(At);

internal sealed record Decorator(Position At, string Function, IReadOnlyList<Expression> Arguments);

internal abstract record Declaration(Position At, IReadOnlyList<Decorator> Decorators, string Identifier);

internal sealed record Parameter(Position At, IReadOnlyList<Decorator> Decorators, string Identifier, string Type, Expression? Default)
    : Declaration(At, Decorators, Identifier);

internal sealed record Variable(Position At, IReadOnlyList<Decorator> Decorators, string Identifier, Expression Value) : Declaration(At, Decorators, Identifier);

internal sealed record Output(Position At, IReadOnlyList<Decorator> Decorators, string Identifier, string Type, Expression Value)
    : Declaration(At, Decorators, Identifier);

/// <summary>A resource or module; <see cref="Condition"/> and <see cref="Loop"/> stand before its body.</summary>
internal abstract record Deployed(Position At, IReadOnlyList<Decorator> Decorators, string Identifier, ObjectLiteral Body, Expression? Condition, Loop? Loop)
    : Declaration(At, Decorators, Identifier)
{
    public Expression? Find(string property) => Body.Find(property)?.Value;
}

internal sealed record Resource(
    Position At, IReadOnlyList<Decorator> Decorators, string Identifier, string Type, string Version, bool Existing, ObjectLiteral Body, Expression? Condition, Loop? Loop)
    : Deployed(At, Decorators, Identifier, Body, Condition, Loop);

internal sealed record Module(Position At, IReadOnlyList<Decorator> Decorators, string Identifier, string Path, ObjectLiteral Body, Expression? Condition, Loop? Loop)
    : Deployed(At, Decorators, Identifier, Body, Condition, Loop);

/// <summary>A value for a parameter in a <c>.bicepparam</c> file.</summary>
internal sealed record Assignment(Position At, string Identifier, Expression Value) : Declaration(At, [], Identifier);

/// <summary>A file as it was read. <see cref="Folder"/> is where its paths start.</summary>
internal sealed record BicepFile(
    string Path, string Folder, string? TargetScope, IReadOnlyDictionary<string, string> Metadata, string? Using, IReadOnlyList<Declaration> Declarations)
{
    public IEnumerable<T> All<T>() where T : Declaration => Declarations.OfType<T>();

    public Declaration? Find(string identifier) => Declarations.FirstOrDefault(declaration => declaration is not Output && declaration.Identifier == identifier);
}

/// <summary>The file is not Bicep, or not the part of it that is understood here.</summary>
internal sealed class BicepSyntaxException(Position at, string message) : Exception($"{at}: {message}")
{
    public Position At => at;
}
