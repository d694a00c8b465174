using System.Globalization;
using System.Text;

namespace CloudOrchestrator.Bicep.Tests.Language;

/// <summary>Expressions of Bicep as the language's grammar has them, without spread, types and imports.</summary>
internal class ExpressionParser(string path, string text) : TextReader(path, text)
{
    private static readonly string[][] Levels = [["??"], ["||"], ["&&"], ["==", "!=", "=~", "!~"], ["<=", ">=", "<", ">"], ["+", "-"], ["*", "/", "%"]];

    public Expression Expression()
    {
        Skip(newlines: false);
        var at = Here;
        var condition = BinaryLevel(0);
        if (!AcceptOver("?"))
            return condition;
        Skip(newlines: true);
        var then = Expression();
        if (!AcceptOver(":"))
            throw Error("':' is expected here");
        Skip(newlines: true);
        return new Conditional(at, condition, then, Expression());
    }

    /// <summary>An operator that may stand on a line below.</summary>
    private bool AcceptOver(string expected)
    {
        var before = Offset;
        Skip(newlines: true);
        if (Sees(expected) && !Sees("??"))
        {
            Advance(expected.Length);
            return true;
        }
        Offset = before;
        return false;
    }

    private Expression BinaryLevel(int level)
    {
        if (level == Levels.Length)
            return Prefix();
        var left = BinaryLevel(level + 1);
        while (true)
        {
            Skip(newlines: false);
            var at = Here;
            if (Array.Find(Levels[level], Sees) is not { } symbol)
                return left;
            Advance(symbol.Length);
            left = new Binary(at, symbol, left, BinaryLevel(level + 1));
        }
    }

    private Expression Prefix()
    {
        Skip(newlines: false);
        var at = Here;
        if (Current == '-' || (Current == '!' && At(1) != '='))
        {
            var symbol = Current.ToString();
            Advance();
            var operand = Prefix();
            return symbol == "-" && operand is Number number ? new Number(at, -number.Value) : new Unary(at, symbol, operand);
        }
        return Postfix(Primary());
    }

    private Expression Postfix(Expression target)
    {
        while (true)
        {
            var at = Here;
            if (Sees(".?"))
            {
                Advance(2);
                target = new Member(at, target, Identifier(), true);
            }
            else if (Current == '.')
            {
                Advance();
                var name = Identifier();
                target = Current == '(' ? new Call(at, target, name, Arguments()) : new Member(at, target, name, false);
            }
            else if (Current == '[')
            {
                Advance();
                var safe = Accept("?");
                var index = Expression();
                Expect("]");
                target = new Element(at, target, index, safe);
            }
            else if (Current == '!' && At(1) != '=')
            {
                Advance();
                target = new Certain(at, target);
            }
            else
            {
                return target;
            }
        }
    }

    private Expression Primary()
    {
        var at = Here;
        if (Sees("'''"))
            return MultilineText();
        if (Current == '\'')
            return Text();
        if (Current == '{')
            return Object();
        if (Current == '[')
            return ArrayOrLoop();
        if (Current == '(')
            return ParenthesesOrLambda();
        if (char.IsAsciiDigit(Current))
        {
            var digits = new StringBuilder();
            for (; char.IsAsciiDigit(Current); Advance())
                digits.Append(Current);
            return new Number(at, long.Parse(digits.ToString(), CultureInfo.InvariantCulture));
        }
        var name = Identifier();
        if (name is "true" or "false")
            return new Truth(at, name == "true");
        if (name == "null")
            return new Nothing(at);
        if (Current == '(')
            return new Call(at, null, name, Arguments());
        var before = Offset;
        Skip(newlines: false);
        if (Accept("=>"))
            return new Lambda(at, [name], Expression());
        Offset = before;
        return new Name(at, name);
    }

    private List<Expression> Arguments()
    {
        Advance();
        var arguments = new List<Expression>();
        for (Skip(newlines: true); Current != ')'; Skip(newlines: true))
        {
            if (arguments.Count > 0)
            {
                Expect(",");
                Skip(newlines: true);
            }
            arguments.Add(Expression());
        }
        Advance();
        return arguments;
    }

    private Expression ParenthesesOrLambda()
    {
        var at = Here;
        var before = Offset;
        if (LambdaParameters() is { } parameters)
            return new Lambda(at, parameters, Expression());
        Offset = before + 1;
        Skip(newlines: true);
        var inner = Expression();
        Skip(newlines: true);
        Expect(")");
        return inner;
    }

    private List<string>? LambdaParameters()
    {
        Advance();
        var names = new List<string>();
        do
        {
            Skip(newlines: false);
            if (Current != '_' && !char.IsAsciiLetter(Current))
                return null;
            names.Add(Identifier());
            Skip(newlines: false);
        }
        while (Accept(","));
        if (!Accept(")"))
            return null;
        Skip(newlines: false);
        return Accept("=>") ? names : null;
    }

    private Expression ArrayOrLoop()
    {
        var at = Here;
        Advance();
        var before = Offset;
        Skip(newlines: false);
        if (Accept("for"))
            return LoopBody(at);
        Offset = before;
        var items = new List<Expression>();
        for (Skip(newlines: true); Current != ']'; SeparateItems(']'))
            items.Add(Expression());
        Advance();
        return new ArrayLiteral(at, items);
    }

    private Loop LoopBody(Position at)
    {
        Skip(newlines: false);
        string item;
        string? index = null;
        if (Accept("("))
        {
            item = Identifier();
            Expect(",");
            index = Identifier();
            Expect(")");
        }
        else
        {
            item = Identifier();
        }
        Expect("in");
        var source = Expression();
        Expect(":");
        Skip(newlines: false);
        Expression? condition = null;
        if (Accept("if"))
        {
            Expect("(");
            condition = Expression();
            Expect(")");
        }
        var body = Expression();
        Skip(newlines: true);
        Expect("]");
        return new Loop(at, item, index, source, body, condition);
    }

    protected ObjectLiteral Object()
    {
        Skip(newlines: false);
        var at = Here;
        Expect("{");
        var properties = new List<Property>();
        for (Skip(newlines: true); Current != '}'; SeparateItems('}'))
        {
            var place = Here;
            var key = Current == '\'' ? Text() : new Text(place, [Identifier()], []);
            Expect(":");
            properties.Add(new Property(place, key, Expression()));
        }
        Advance();
        return new ObjectLiteral(at, properties);
    }

    private void SeparateItems(char end)
    {
        Skip(newlines: false);
        if (Current == ',')
            Advance();
        else if (Current != '\n' && Current != end)
            throw Error("a new line is expected here");
        Skip(newlines: true);
    }

    private Text MultilineText()
    {
        var at = Here;
        Advance(3);
        if (Current == '\n')
            Advance();
        var start = Offset;
        while (!Sees("'''"))
        {
            if (AtEnd)
                throw new BicepSyntaxException(at, "the text does not end");
            Advance();
        }
        var content = Slice(start, Offset);
        Advance(3);
        return new Text(at, [content], []);
    }

    protected Text Text()
    {
        var at = Here;
        Expect("'");
        var parts = new List<string>();
        var values = new List<Expression>();
        var part = new StringBuilder();
        while (Current != '\'')
        {
            if (AtEnd || Current == '\n')
                throw new BicepSyntaxException(at, "the text does not end");
            if (Sees("${"))
            {
                Advance(2);
                parts.Add(part.ToString());
                part.Clear();
                values.Add(Expression());
                Expect("}");
            }
            else
            {
                part.Append(Character());
            }
        }
        Advance();
        parts.Add(part.ToString());
        return new Text(at, parts, values);
    }

    private char Character()
    {
        var character = Current;
        Advance();
        if (character != '\\')
            return character;
        var escaped = Current;
        Advance();
        return escaped switch
        {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            '\\' or '\'' or '$' => escaped,
            _ => throw Error($"\\{escaped} is no character"),
        };
    }
}
