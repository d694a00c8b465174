namespace CloudOrchestrator.Objects.Selectors;

/// <summary>The syntax of label keys and values, with Kubernetes' wording of faults.</summary>
public static class LabelSyntax
{
    private const int NameLengthMax = 63;
    private const int PrefixLengthMax = 253;

    private const string NamePartRule = "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character "
        + "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    private const string ValueRule = "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end "
        + "with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    private const string SubdomainRule = "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start "
        + "and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    /// <summary>What is wrong with a label or annotation key: an optional DNS subdomain and <c>/</c>, then a name. Empty when nothing is.</summary>
    public static IReadOnlyList<string> KeyFaults(string key)
    {
        var faults = new List<string>();
        var parts = key.Split('/');
        var name = parts[^1];
        if (parts.Length > 2)
            return [$"a qualified name {NamePartRule} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"];
        if (parts.Length == 2)
            AddPrefixFaults(parts[0], faults);
        if (name.Length == 0)
            faults.Add("name part must be non-empty");
        else if (name.Length > NameLengthMax)
            faults.Add($"name part must be no more than {NameLengthMax} bytes");
        if (!IsNameShaped(name))
            faults.Add($"name part {NamePartRule}");
        return faults;
    }

    /// <summary>What is wrong with a label value. Empty when nothing is.</summary>
    public static IReadOnlyList<string> ValueFaults(string value)
    {
        var faults = new List<string>();
        if (value.Length > NameLengthMax)
            faults.Add($"must be no more than {NameLengthMax} bytes");
        if (value.Length > 0 && !IsNameShaped(value))
            faults.Add(ValueRule);
        return faults;
    }

    private static void AddPrefixFaults(string prefix, List<string> faults)
    {
        if (prefix.Length == 0)
        {
            faults.Add("prefix part must be non-empty");
            return;
        }
        if (prefix.Length > PrefixLengthMax)
            faults.Add($"prefix part must be no more than {PrefixLengthMax} bytes");
        if (!prefix.Split('.').All(IsDnsLabelShaped))
            faults.Add($"prefix part {SubdomainRule}");
    }

    private static bool IsNameShaped(string text) => text.Length > 0 && char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1])
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    private static bool IsDnsLabelShaped(string label) => label.Length > 0 && IsLowerOrDigit(label[0]) && IsLowerOrDigit(label[^1])
        && label.All(c => IsLowerOrDigit(c) || c == '-');

    private static bool IsLowerOrDigit(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c);
}
