using System.Text;

namespace CloudOrchestrator.Bicep.Tests.Language;

/// <summary>Characters of a file with the place they stand at. Newlines separate statements and items, so only who asks skips them.</summary>
internal class TextReader(string path, string text)
{
    /// <summary>Where each line starts.</summary>
    private readonly List<int> _lines = [0, .. text.Select((character, index) => character == '\n' ? index + 1 : 0).Where(start => start > 0)];
    private int _offset;

    public bool AtEnd => _offset >= text.Length;

    public char Current => AtEnd ? '\0' : text[_offset];

    protected int Offset
    {
        get => _offset;
        set => _offset = value;
    }

    public Position Here
    {
        get
        {
            var found = _lines.BinarySearch(_offset);
            var line = found >= 0 ? found : ~found - 1;
            return new Position(path, line + 1, _offset - _lines[line] + 1);
        }
    }

    public BicepSyntaxException Error(string message) => new(Here, message);

    public bool Sees(string expected) => string.CompareOrdinal(text, _offset, expected, 0, expected.Length) == 0;

    public void Advance(int count = 1) => _offset += count;

    /// <summary>Spaces and comments; newlines too when asked.</summary>
    public void Skip(bool newlines)
    {
        while (!AtEnd)
        {
            if (Current is ' ' or '\t' or '\r' || (newlines && Current == '\n'))
                Advance();
            else if (Sees("//"))
                SkipUntil("\n", consume: false);
            else if (Sees("/*"))
                SkipUntil("*/", consume: true);
            else
                return;
        }
    }

    public bool Accept(string expected)
    {
        if (!Sees(expected) || (IsWord(expected[^1]) && IsWord(At(expected.Length))))
            return false;
        Advance(expected.Length);
        return true;
    }

    public void Expect(string expected)
    {
        Skip(newlines: false);
        if (!Accept(expected))
            throw Error($"'{expected}' is expected here");
    }

    public string Identifier()
    {
        Skip(newlines: false);
        if (!char.IsAsciiLetter(Current) && Current != '_')
            throw Error("a name is expected here");
        var name = new StringBuilder();
        for (; IsWord(Current); Advance())
            name.Append(Current);
        return name.ToString();
    }

    /// <summary>Goes on at the next line; anything else on this one is an error.</summary>
    public void EndLine()
    {
        Skip(newlines: false);
        if (!AtEnd && Current != '\n')
            throw Error("the line should end here");
    }

    protected char At(int ahead) => _offset + ahead < text.Length ? text[_offset + ahead] : '\0';

    protected static bool IsWord(char character) => char.IsAsciiLetterOrDigit(character) || character == '_';

    protected string Slice(int start, int end) => text[start..end];

    private void SkipUntil(string end, bool consume)
    {
        var found = text.IndexOf(end, _offset, StringComparison.Ordinal);
        _offset = found < 0 ? text.Length : found + (consume ? end.Length : 0);
    }
}
