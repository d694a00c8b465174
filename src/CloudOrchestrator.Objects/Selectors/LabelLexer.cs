namespace CloudOrchestrator.Objects.Selectors;

/// <summary>Splits a label selector into tokens, with one token of look-ahead.</summary>
internal sealed class LabelLexer
{
    private readonly string _text;
    private int _position;
    private LabelToken _next;

    public LabelLexer(string text)
    {
        _text = text;
        _next = Scan();
    }

    /// <summary>The next token, where an operator may stand.</summary>
    public LabelToken PeekOperator() => _next;

    /// <summary>The next token, where a key or value stands.</summary>
    public LabelToken Peek() => _next.AsValue();

    /// <summary>Consumes the next token as an operator.</summary>
    public LabelToken TakeOperator()
    {
        var token = _next;
        _next = Scan();
        return token;
    }

    /// <summary>Consumes the next token as a key, value or punctuation.</summary>
    public LabelToken Take() => TakeOperator().AsValue();

    private LabelToken Scan()
    {
        while (_position < _text.Length && IsSpace(_text[_position]))
            _position++;
        if (_position == _text.Length)
            return new(LabelToken.End, "");
        return IsSymbol(_text[_position]) ? ScanSymbol() : ScanWord();
    }

    private LabelToken ScanSymbol()
    {
        var first = _text[_position++];
        var text = first.ToString();
        if (first is '=' or '!' && _position < _text.Length && _text[_position] == '=')
        {
            _position++;
            text += "=";
        }
        return new(text, text);
    }

    private LabelToken ScanWord()
    {
        var start = _position;
        while (_position < _text.Length && !IsSymbol(_text[_position]) && !IsSpace(_text[_position]))
            _position++;
        var word = _text[start.._position];
        return new(word is "in" or "notin" ? word : LabelToken.Identifier, word);
    }

    private static bool IsSymbol(char c) => c is '=' or '!' or '(' or ')' or ',' or '>' or '<';

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\r' or '\n';
}
