using System.Globalization;

namespace CloudOrchestrator.Bicep.Tests.Arm;

/// <summary>An expression of the template language.</summary>
internal abstract record ArmExpression
{
    /// <summary>What a text of the template is: an expression when it stands in brackets, else itself.</summary>
    public static ArmExpression Parse(string text)
    {
        if (!text.StartsWith('[') || !text.EndsWith(']'))
            return new ArmLiteral(text);
        if (text.StartsWith("[[", StringComparison.Ordinal))
            return new ArmLiteral(text[1..]);
        var reader = new Reader(text, 1);
        var expression = reader.Expression();
        reader.End();
        return expression;
    }

    /// <summary>The expression and everything in it.</summary>
    public IEnumerable<ArmExpression> Everything()
    {
        IEnumerable<ArmExpression> children = this switch
        {
            ArmCall call => call.Arguments,
            ArmMember member => [member.Target],
            ArmElement element => [element.Target, element.Index],
            _ => [],
        };
        return children.SelectMany(child => child.Everything()).Prepend(this);
    }

    private sealed class Reader(string text, int start)
    {
        private int _offset = start;

        public void End()
        {
            if (_offset != text.Length - 1)
                throw Error("the expression should end here");
        }

        public ArmExpression Expression()
        {
            Skip();
            ArmExpression expression = text[_offset] == '\'' ? Quoted() : char.IsAsciiDigit(text[_offset]) || text[_offset] == '-' ? Number() : Call();
            while (true)
            {
                if (text[_offset] == '.')
                {
                    _offset++;
                    expression = new ArmMember(expression, Word());
                }
                else if (text[_offset] == '[')
                {
                    _offset++;
                    var index = Expression();
                    Expect(']');
                    expression = new ArmElement(expression, index);
                }
                else
                {
                    return expression;
                }
            }
        }

        private ArmLiteral Quoted()
        {
            var content = new System.Text.StringBuilder();
            for (_offset++; ; _offset++)
            {
                if (_offset >= text.Length)
                    throw Error("the text does not end");
                if (text[_offset] != '\'')
                    content.Append(text[_offset]);
                else if (_offset + 1 < text.Length && text[_offset + 1] == '\'')
                    content.Append(text[_offset++]);
                else
                    break;
            }
            _offset++;
            return new ArmLiteral(content.ToString());
        }

        private ArmLiteral Number()
        {
            var begin = _offset++;
            while (char.IsAsciiDigit(text[_offset]))
                _offset++;
            return new ArmLiteral(long.Parse(text[begin.._offset], CultureInfo.InvariantCulture));
        }

        private ArmCall Call()
        {
            var name = Word();
            Expect('(');
            var arguments = new List<ArmExpression>();
            for (Skip(); text[_offset] != ')'; Skip())
            {
                if (arguments.Count > 0)
                    Expect(',');
                arguments.Add(Expression());
            }
            _offset++;
            return new ArmCall(name, arguments);
        }

        private string Word()
        {
            var begin = _offset;
            while (char.IsAsciiLetterOrDigit(text[_offset]) || text[_offset] == '_')
                _offset++;
            return _offset > begin ? text[begin.._offset] : throw Error("a name is expected here");
        }

        private void Expect(char expected)
        {
            Skip();
            if (text[_offset] != expected)
                throw Error($"'{expected}' is expected here");
            _offset++;
        }

        private void Skip()
        {
            while (text[_offset] == ' ')
                _offset++;
        }

        private FormatException Error(string message) => new($"{message} (character {_offset + 1}): {text}");
    }
}

/// <summary>Text or a number.</summary>
internal sealed record ArmLiteral(object Value) : ArmExpression;

internal sealed record ArmCall(string Function, IReadOnlyList<ArmExpression> Arguments) : ArmExpression
{
    /// <summary>The argument when it is plain text.</summary>
    public string? Text(int index) => index < Arguments.Count && Arguments[index] is ArmLiteral { Value: string text } ? text : null;
}

internal sealed record ArmMember(ArmExpression Target, string Name) : ArmExpression;

internal sealed record ArmElement(ArmExpression Target, ArmExpression Index) : ArmExpression;
