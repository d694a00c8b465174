using System.Globalization;

namespace CloudOrchestrator.Objects.Selectors;

/// <summary>Parses the query form of label selectors. Faults are worded as Kubernetes words them.</summary>
internal sealed class LabelSelectorParser
{
    private readonly LabelLexer _lexer;
    private string? _problem;

    private LabelSelectorParser(string text) => _lexer = new LabelLexer(text);

    /// <summary>The requirements, or null and the problem.</summary>
    public static IReadOnlyList<LabelRequirement>? Parse(string text, out string problem)
    {
        var parser = new LabelSelectorParser(text);
        var requirements = parser.ParseAll();
        problem = parser._problem ?? "";
        return parser._problem is null ? requirements : null;
    }

    private List<LabelRequirement> ParseAll()
    {
        var requirements = new List<LabelRequirement>();
        while (_problem is null && _lexer.Peek().Kind != LabelToken.End)
        {
            if (!StartsRequirement(_lexer.Peek()))
            {
                Fail($"found '{_lexer.Peek().Text}', expected: !, identifier, or 'end of string'");
                break;
            }
            if (ParseRequirement() is { } requirement)
                requirements.Add(requirement);
            else
                _problem = "unable to parse requirement: " + _problem;
            ParseSeparator();
        }
        return requirements;
    }

    private void ParseSeparator()
    {
        if (_problem is not null)
            return;
        var separator = _lexer.Take();
        if (separator.Kind == LabelToken.End)
            return;
        if (separator.Kind != ",")
            Fail($"found '{separator.Text}', expected: ',' or 'end of string'");
        else if (!StartsRequirement(_lexer.Peek()))
            Fail($"found '{_lexer.Peek().Text}', expected: identifier after ','");
    }

    private LabelRequirement? ParseRequirement()
    {
        var token = _lexer.Take();
        var absent = token.Kind == "!";
        if (absent)
            token = _lexer.Take();
        if (!token.IsIdentifier)
            return Fail($"found '{token.Text}', expected: identifier");
        if (LabelSyntax.KeyFaults(token.Text) is { Count: > 0 } faults)
            return Fail($"<nil>: Invalid value: {GoText.Quote(token.Text)}: {string.Join("; ", faults)}");
        if (absent)
            return new LabelRequirement(token.Text, LabelOperator.DoesNotExist, []);
        return _lexer.Peek().Kind is LabelToken.End or ","
            ? new LabelRequirement(token.Text, LabelOperator.Exists, [])
            : ParseComparison(token.Text);
    }

    private LabelRequirement? ParseComparison(string key)
    {
        var token = _lexer.TakeOperator();
        LabelOperator? comparison = token.Kind switch
        {
            "=" or "==" or "in" => LabelOperator.In,
            "!=" or "notin" => LabelOperator.NotIn,
            ">" => LabelOperator.GreaterThan,
            "<" => LabelOperator.LessThan,
            _ => null,
        };
        if (comparison is null)
            return Fail($"found '{token.Text}', expected: in, notin, =, ==, !=, gt, lt");
        var values = token.Kind is "in" or "notin" ? ParseValues() : ParseExactValue();
        return values is null ? null : Check(new LabelRequirement(key, comparison.Value, [.. values]));
    }

    private LabelRequirement? Check(LabelRequirement requirement)
    {
        if (requirement.Values.Count == 0)
            return Fail("values: Invalid value: []string{}: for 'in', 'notin' operators, values set can't be empty");
        for (var i = 0; i < requirement.Values.Count; i++)
        {
            var value = requirement.Values[i];
            if (requirement.Operator is LabelOperator.GreaterThan or LabelOperator.LessThan
                && !long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
                return Fail($"values[{i}]: Invalid value: {GoText.Quote(value)}: for 'Gt', 'Lt' operators, the value must be an integer");
            if (LabelSyntax.ValueFaults(value) is { Count: > 0 } faults)
                return Fail($"values[{i}][{requirement.Key}]: Invalid value: {GoText.Quote(value)}: {string.Join("; ", faults)}");
        }
        return requirement;
    }

    private SortedSet<string>? ParseExactValue()
    {
        if (_lexer.Peek().Kind is LabelToken.End or ",")
            return [""];
        var token = _lexer.Take();
        if (token.IsIdentifier)
            return [token.Text];
        Fail($"found '{token.Text}', expected: identifier");
        return null;
    }

    private SortedSet<string>? ParseValues()
    {
        var open = _lexer.Take();
        if (open.Kind != "(")
            Fail($"found '{open.Text}' expected: '('");
        var values = new SortedSet<string>(StringComparer.Ordinal);
        var afterComma = true;
        while (_problem is null)
        {
            var token = _lexer.Take();
            if (token.Kind == ")")
            {
                if (afterComma && values.Count > 0)
                    values.Add("");
                return values;
            }
            if (token.Kind == ",")
            {
                if (afterComma)
                    values.Add("");
                afterComma = true;
            }
            else if (token.IsIdentifier && afterComma)
            {
                values.Add(token.Text);
                afterComma = false;
            }
            else
            {
                Fail($"found '{token.Text}', expected: {(token.IsIdentifier || !afterComma ? "',' or ')'" : "',', ')' or identifier")}");
            }
        }
        return null;
    }

    private LabelRequirement? Fail(string problem)
    {
        _problem ??= problem;
        return null;
    }

    private static bool StartsRequirement(LabelToken token) => token.IsIdentifier || token.Kind == "!";
}
