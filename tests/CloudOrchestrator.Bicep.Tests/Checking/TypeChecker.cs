using CloudOrchestrator.Bicep.Tests.Language;
using CloudOrchestrator.Bicep.Tests.Types;

namespace CloudOrchestrator.Bicep.Tests.Checking;

/// <summary>What expressions give and whether it fits where they stand.</summary>
internal sealed class TypeChecker(Sources sources, BicepFile file, List<Problem> problems)
{
    private static readonly TypeNode Map = new(Shape.Map);

    /// <summary>Names that loops and lambdas bring in.</summary>
    private readonly Stack<Dictionary<string, TypeNode>> _locals = new();

    /// <summary>A value's type and, while it is one, the resource or module it is.</summary>
    private readonly record struct Value(TypeNode Type, Deployed? Symbol = null, bool Many = false, bool Outputs = false);

    public void With(string? item, string? index, TypeNode itemType, Action action)
    {
        var names = new Dictionary<string, TypeNode>(StringComparer.Ordinal);
        if (item is not null)
            names[item] = itemType;
        if (index is not null)
            names[index] = TypeNode.Number;
        _locals.Push(names);
        action();
        _locals.Pop();
    }

    public static TypeNode OfParameter(Parameter parameter)
    {
        var type = TypeNode.OfWord(parameter.Type) ?? TypeNode.Any;
        var allowed = parameter.Decorators.FirstOrDefault(decorator => decorator.Function == "allowed")?.Arguments;
        return type.Shape == Shape.Text && allowed is [ArrayLiteral values] ? type with { Allowed = [.. values.Items.OfType<Text>().Select(text => text.Literal!)] } : type;
    }

    /// <summary>Reports where the expression does not fit.</summary>
    public void Check(Expression expression, TypeNode expected, string what)
    {
        switch (expression)
        {
            case ObjectLiteral literal when expected.Shape == Shape.Object:
                CheckObject(literal, expected, what);
                return;
            case ArrayLiteral array when expected.Shape == Shape.Array:
                foreach (var item in array.Items)
                    Check(item, expected.Item ?? TypeNode.Any, $"an item of {what}");
                return;
            case Conditional conditional:
                Check(conditional.Condition, TypeNode.Truth, "a condition");
                Check(conditional.Then, expected, what);
                Check(conditional.Else, expected, what);
                return;
            case Loop loop:
                Report(loop.At, "'for' is understood only at resources, modules and outputs");
                return;
        }
        var actual = Infer(expression);
        if (!expected.Accepts(actual))
            Report(expression.At, $"{what} is {expected}, not {actual}");
        else if (expected.Allowed.Count > 0 && (expression is Text { Literal: { } text } ? [text] : actual.Allowed).Except(expected.Allowed).FirstOrDefault() is { } other)
            Report(expression.At, $"{what} is {expected}, not '{other}'");
    }

    public void CheckObject(ObjectLiteral literal, TypeNode expected, string what)
    {
        foreach (var property in literal.Properties)
        {
            if (property.Key.Literal is not { } name)
                Infer(property.Value);
            else if (!expected.Properties.TryGetValue(name, out var type))
                Report(property.At, $"{what} has no property '{name}'{Suggestion(name, expected.Properties.Keys)}");
            else if (type.ReadOnly)
                Report(property.At, $"'{name}' of {what} can only be read");
            else
                Check(property.Value, type.Type, $"'{name}'");
        }
        foreach (var (name, _) in expected.Properties.Where(property => property.Value.Required && literal.Find(property.Key) is null))
            Report(literal.At, $"{what} lacks the property '{name}'");
    }

    public TypeNode Infer(Expression expression) => Evaluate(expression).Type;

    private Value Evaluate(Expression expression)
    {
        switch (expression)
        {
            case Text text:
                foreach (var value in text.Values)
                    Infer(value);
                return new(TypeNode.Text);
            case Number:
                return new(TypeNode.Number);
            case Truth:
                return new(TypeNode.Truth);
            case Nothing:
                return new(new TypeNode(Shape.Nothing));
            case ArrayLiteral array:
                foreach (var item in array.Items)
                    Infer(item);
                return new(new TypeNode(Shape.Array) { Item = array.Items.All(item => item is Text) ? TypeNode.Text : TypeNode.Any });
            case ObjectLiteral literal:
                var type = new TypeNode(Shape.Object);
                foreach (var property in literal.Properties)
                    type.Properties[property.Key.Literal ?? ""] = new PropertyType(Infer(property.Value), false, false);
                return new(literal.Properties.All(property => property.Key.Literal is not null) ? type : Map);
            case Name name:
                return OfName(name);
            case Member member:
                return OfMember(member);
            case Element element:
                var target = Evaluate(element.Target);
                Infer(element.Index);
                return target.Many ? target with { Many = false } : new(target.Type.Shape == Shape.Array ? target.Type.Item ?? TypeNode.Any : TypeNode.Any);
            case Call call:
                return new(OfCall(call));
            case Certain certain:
                return Evaluate(certain.Operand);
            case Unary unary:
                var expected = unary.Operator == "!" ? TypeNode.Truth : TypeNode.Number;
                Check(unary.Operand, expected, $"what stands after '{unary.Operator}'");
                return new(expected);
            case Binary binary:
                return new(OfBinary(binary));
            case Conditional conditional:
                Check(conditional.Condition, TypeNode.Truth, "a condition");
                var then = Infer(conditional.Then);
                var otherwise = Infer(conditional.Else);
                return new(then.Shape == otherwise.Shape ? then : TypeNode.Any);
            case Loop loop:
                var each = TypeNode.Any;
                With(loop.Item, loop.Index, ItemOf(loop.Source), () => each = Infer(loop.Body));
                return new(new TypeNode(Shape.Array) { Item = each });
            default:
                Report(expression.At, "this expression is not understood here");
                return new(TypeNode.Any);
        }
    }

    public TypeNode ItemOf(Expression source)
    {
        var type = Infer(source);
        if (type.Shape is not (Shape.Array or Shape.Any))
            Report(source.At, $"a loop goes over an array, not {type}");
        return type.Item ?? TypeNode.Any;
    }

    private Value OfName(Name name)
    {
        foreach (var local in _locals)
        {
            if (local.TryGetValue(name.Identifier, out var type))
                return new(type);
        }
        switch (file.Find(name.Identifier))
        {
            case Parameter parameter:
                return new(OfParameter(parameter));
            case Variable variable:
                // Problems inside are reported where the variable is declared.
                return new(new TypeChecker(sources, file, []).Infer(variable.Value));
            case Deployed deployed:
                return new(TypeNode.Any, deployed, deployed.Loop is not null);
            default:
                Report(name.At, $"nothing is called '{name.Identifier}'");
                return new(TypeNode.Any);
        }
    }

    private Value OfMember(Member member)
    {
        if (member.Target is Call { Target: null } context && !Functions.HasProperty(context.Function, member.Identifier))
            Report(member.At, $"{context.Function}() has no property '{member.Identifier}'");
        var target = Evaluate(member.Target);
        if (target.Symbol is { } symbol)
        {
            if (target.Many)
                Report(member.At, $"'{symbol.Identifier}' is a loop: one of it is meant");
            return symbol is Module module ? OfModule(member, module, target) : OfResource(member, (Resource)symbol);
        }
        if (target.Type.Shape != Shape.Object)
        {
            if (target.Type.Shape is Shape.Text or Shape.Number or Shape.Truth or Shape.Array)
                Report(member.At, $"{target.Type} has no properties");
            return new(TypeNode.Any);
        }
        if (target.Type.Properties.TryGetValue(member.Identifier, out var property))
            return new(property.Type);
        if (!member.Safe)
            Report(member.At, $"there is no property '{member.Identifier}'{Suggestion(member.Identifier, target.Type.Properties.Keys)}");
        return new(TypeNode.Any);
    }

    private Value OfModule(Member member, Module module, Value target)
    {
        if (!target.Outputs)
        {
            if (member.Identifier is "outputs")
                return target with { Outputs = true };
            if (member.Identifier is not "name")
                Report(member.At, $"a module has 'outputs' and 'name', not '{member.Identifier}'");
            return new(TypeNode.Text);
        }
        var declared = sources.ModuleOf(file, module)?.All<Output>().ToArray();
        if (declared is null)
            return new(TypeNode.Any);
        if (Array.Find(declared, output => output.Identifier == member.Identifier) is { } found)
            return new(TypeNode.OfWord(found.Type) ?? TypeNode.Any);
        Report(member.At, $"module '{module.Identifier}' has no output '{member.Identifier}'{Suggestion(member.Identifier, declared.Select(output => output.Identifier))}");
        return new(TypeNode.Any);
    }

    private Value OfResource(Member member, Resource resource)
    {
        if (member.Identifier is "id" or "name" or "type" or "apiVersion")
            return new(TypeNode.Text);
        if (ResourceTypes.Find(resource.Type, resource.Version) is not { } type)
            return new(TypeNode.Any);
        if (type.Properties.TryGetValue(member.Identifier, out var property))
            return new(property.Type);
        Report(member.At, $"{resource.Type} has no property '{member.Identifier}'");
        return new(TypeNode.Any);
    }

    private TypeNode OfCall(Call call)
    {
        if (call.Target is not null)
        {
            Infer(call.Target);
            foreach (var argument in call.Arguments)
                Infer(argument);
            if (call.Function != "listKeys")
                Report(call.At, $"there is no function '{call.Function}' of a resource");
            return TypeNode.Any;
        }
        if (Functions.Find(call.Function) is not { } function)
        {
            Report(call.At, $"there is no function '{call.Function}'");
            return TypeNode.Any;
        }
        if (call.Arguments.Count < function.Min || call.Arguments.Count > function.Max)
            Report(call.At, $"{call.Function} takes {(function.Min == function.Max ? function.Min : $"{function.Min} to {function.Max}")} arguments, not {call.Arguments.Count}");
        CheckLoaded(call);
        var item = TypeNode.Any;
        foreach (var argument in call.Arguments)
        {
            if (argument is Lambda lambda)
                With(lambda.Parameters.FirstOrDefault(), lambda.Parameters.Skip(1).FirstOrDefault(), item, () => Infer(lambda.Body));
            else
                item = Infer(argument).Item ?? TypeNode.Any;
        }
        return function.Result;
    }

    private void CheckLoaded(Call call)
    {
        if (!call.Function.StartsWith("load", StringComparison.Ordinal))
            return;
        if (call.Arguments is not [Text { Literal: { } path }])
            Report(call.At, $"{call.Function} takes plain text");
        else if (!File.Exists(Path.Combine(file.Folder, path)))
            Report(call.At, $"there is no file '{path}'");
    }

    private TypeNode OfBinary(Binary binary)
    {
        var operands = binary.Operator is "&&" or "||" ? TypeNode.Truth : binary.Operator is "==" or "!=" or "??" ? TypeNode.Any : TypeNode.Number;
        Check(binary.Left, operands, $"what stands before '{binary.Operator}'");
        Check(binary.Right, operands, $"what stands after '{binary.Operator}'");
        return binary.Operator switch
        {
            "??" => Infer(binary.Right),
            "+" or "-" or "*" or "/" or "%" => TypeNode.Number,
            _ => TypeNode.Truth,
        };
    }

    private static string Suggestion(string name, IEnumerable<string> known) =>
        known.FirstOrDefault(candidate => string.Equals(candidate, name, StringComparison.OrdinalIgnoreCase)) is { } meant ? $"; is '{meant}' meant?" : "";

    private void Report(Position at, string message) => problems.Add(new Problem(at, message));
}
