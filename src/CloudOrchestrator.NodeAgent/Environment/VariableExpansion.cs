using System.Text;

namespace CloudOrchestrator.NodeAgent.Environment;

/// <summary>Kubernetes' expansion of <c>$(NAME)</c>: a name that is not known stays as written, <c>$$</c> is a dollar sign.</summary>
public static class VariableExpansion
{
    /// <summary>Expands the references in <paramref name="text"/>.</summary>
    public static string Expand(string text, IReadOnlyDictionary<string, string> variables)
    {
        if (!text.Contains('$', StringComparison.Ordinal))
            return text;
        var result = new StringBuilder(text.Length);
        for (var position = 0; position < text.Length; position++)
        {
            if (text[position] != '$' || position + 1 == text.Length)
                result.Append(text[position]);
            else
                position = ExpandAt(text, position, variables, result);
        }
        return result.ToString();
    }

    /// <summary>Handles the dollar sign at <paramref name="position"/>; returns the position of the last character used.</summary>
    private static int ExpandAt(string text, int position, IReadOnlyDictionary<string, string> variables, StringBuilder result)
    {
        switch (text[position + 1])
        {
            case '$':
                result.Append('$');
                return position + 1;
            case '(' when text.IndexOf(')', position + 2) is var end and >= 0:
                var name = text[(position + 2)..end];
                result.Append(variables.TryGetValue(name, out var value) ? value : $"$({name})");
                return end;
            case '(':
                // No end in sight: as written.
                result.Append("$(");
                return position + 1;
            default:
                result.Append('$').Append(text[position + 1]);
                return position + 1;
        }
    }
}
