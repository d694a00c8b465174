using System.Globalization;
using System.Text.RegularExpressions;

namespace CloudOrchestrator.Testing.Azure.StrictTables;

/// <summary>The part of OData filters that the Table service knows: comparisons of a property with a literal, and, or, not, parentheses.</summary>
internal sealed partial class ODataFilter
{
    private readonly List<string> _tokens;
    private int _at;

    private ODataFilter(string text) => _tokens = [.. Token().Matches(text).Select(match => match.Value)];

    public static Func<StoredEntity, bool> Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return _ => true;
        var parser = new ODataFilter(text);
        var filter = parser.Or();
        return parser._at == parser._tokens.Count ? filter : throw parser.Broken();
    }

    private Func<StoredEntity, bool> Or()
    {
        var left = And();
        while (Take("or"))
        {
            var (first, second) = (left, And());
            left = entity => first(entity) || second(entity);
        }

        return left;
    }

    private Func<StoredEntity, bool> And()
    {
        var left = Unary();
        while (Take("and"))
        {
            var (first, second) = (left, Unary());
            left = entity => first(entity) && second(entity);
        }

        return left;
    }

    private Func<StoredEntity, bool> Unary()
    {
        if (Take("not"))
        {
            var inner = Unary();
            return entity => !inner(entity);
        }

        if (!Take("("))
            return Comparison();
        var grouped = Or();
        return Take(")") ? grouped : throw Broken();
    }

    private Func<StoredEntity, bool> Comparison()
    {
        var name = Next();
        var operation = Next();
        var literal = Literal(Next());
        return entity => entity.Value(name) is { } value && Compare(value, literal) is { } order && operation switch
        {
            "eq" => order == 0,
            "ne" => order != 0,
            "gt" => order > 0,
            "ge" => order >= 0,
            "lt" => order < 0,
            "le" => order <= 0,
            _ => throw Broken(),
        };
    }

    private static int? Compare(object value, object literal) => (value, literal) switch
    {
        (string left, string right) => string.CompareOrdinal(left, right),
        (bool left, bool right) => left.CompareTo(right),
        (DateTimeOffset left, DateTimeOffset right) => left.CompareTo(right),
        (Guid left, Guid right) => left.CompareTo(right),
        (int or long, int or long) => Convert.ToInt64(value, CultureInfo.InvariantCulture).CompareTo(Convert.ToInt64(literal, CultureInfo.InvariantCulture)),
        (double left, double right) => left.CompareTo(right),
        _ => null,
    };

    private static object Literal(string token)
    {
        if (token.StartsWith('\''))
            return token[1..^1].Replace("''", "'", StringComparison.Ordinal);
        if (token.StartsWith("datetime'", StringComparison.Ordinal))
            return DateTimeOffset.Parse(token[9..^1], CultureInfo.InvariantCulture);
        if (token.StartsWith("guid'", StringComparison.Ordinal))
            return Guid.Parse(token[5..^1]);
        if (token is "true" or "false")
            return token == "true";
        if (token.EndsWith('L'))
            return long.Parse(token[..^1], CultureInfo.InvariantCulture);
        return int.TryParse(token, CultureInfo.InvariantCulture, out var number) ? number : double.Parse(token, CultureInfo.InvariantCulture);
    }

    private bool Take(string token)
    {
        if (_at >= _tokens.Count || _tokens[_at] != token)
            return false;
        _at++;
        return true;
    }

    private string Next() => _at < _tokens.Count ? _tokens[_at++] : throw Broken();

    private TableRefusal Broken() => TableRefusal.Bad("InvalidInput", $"Syntax error in the filter at token {_at}: {string.Join(' ', _tokens)}");

    [GeneratedRegex(@"(?:datetime|guid|X)?'(?:[^']|'')*'|[()]|[^\s()']+")]
    private static partial Regex Token();
}
