using System.Text;

namespace CloudOrchestrator.Objects.Selectors;

/// <summary>A parsed field selector: <c>metadata.name=a,status.phase!=Failed</c>.</summary>
public sealed class FieldMatcher
{
    private FieldMatcher(IReadOnlyList<FieldTerm> terms) => Terms = terms;

    /// <summary>Matches every object.</summary>
    public static FieldMatcher Everything { get; } = new([]);

    /// <summary>The terms, all of which must hold.</summary>
    public IReadOnlyList<FieldTerm> Terms { get; }

    /// <summary>Parses the query form (<c>=</c>, <c>==</c>, <c>!=</c>; backslash escapes).</summary>
    public static ResultOf<FieldMatcher> Parse(string text)
    {
        var terms = new List<FieldTerm>();
        foreach (var part in SplitTerms(text))
        {
            if (part.Length == 0)
                continue;
            if (!TrySplitTerm(part, out var field, out var equal, out var rawValue))
                return ApiStatuses.BadRequest($"invalid selector: '{text}'; can't understand '{part}'");
            if (!TryUnescape(rawValue, out var value, out var problem))
                return ApiStatuses.BadRequest(problem);
            terms.Add(new FieldTerm(field, equal, value));
        }
        return terms.Count == 0 ? Everything : new FieldMatcher(terms);
    }

    /// <summary>True when every term holds for the value that <paramref name="valueOf"/> gives for its field.</summary>
    public bool Matches(Func<string, string> valueOf)
    {
        foreach (var term in Terms)
        {
            if (string.Equals(valueOf(term.Field), term.Value, StringComparison.Ordinal) != term.Equal)
                return false;
        }
        return true;
    }

    /// <summary>The query form.</summary>
    public override string ToString() => string.Join(',', Terms.Select(term => $"{term.Field}{(term.Equal ? "=" : "!=")}{Escape(term.Value)}"));

    private static string Escape(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal).Replace("=", "\\=", StringComparison.Ordinal);

    private static IEnumerable<string> SplitTerms(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == ',')
            {
                yield return text[start..i];
                start = i + 1;
            }
        }
        yield return text[start..];
    }

    private static bool TrySplitTerm(string term, out string field, out bool equal, out string value)
    {
        for (var i = 0; i < term.Length; i++)
        {
            var length = term[i] switch
            {
                '!' when term.AsSpan(i).StartsWith("!=") => 2,
                '=' => term.AsSpan(i).StartsWith("==") ? 2 : 1,
                _ => 0,
            };
            if (length == 0)
                continue;
            field = term[..i];
            equal = term[i] == '=';
            value = term[(i + length)..];
            return true;
        }
        field = value = "";
        equal = false;
        return false;
    }

    private static bool TryUnescape(string raw, out string value, out string problem)
    {
        value = raw;
        problem = "";
        if (raw.AsSpan().IndexOfAny(@"\,=") < 0)
            return true;
        var builder = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] is ',' or '=')
            {
                problem = $"invalid field selector: unescaped character in value: {raw[i]}";
                return false;
            }
            if (raw[i] == '\\')
            {
                i++;
                if (i == raw.Length || raw[i] is not ('\\' or ',' or '='))
                {
                    problem = $"invalid field selector: invalid escape sequence: {raw[(i - 1)..Math.Min(i + 1, raw.Length)]}";
                    return false;
                }
            }
            builder.Append(raw[i]);
        }
        value = builder.ToString();
        return true;
    }
}
