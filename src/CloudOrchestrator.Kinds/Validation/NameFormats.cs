using System.Buffers;
using System.Text.RegularExpressions;

namespace CloudOrchestrator.Kinds.Validation;

/// <summary>The formats of names, labels and keys. Each check returns what is wrong, in Kubernetes' words; nothing when all is well.</summary>
public static partial class NameFormats
{
    private const int LabelLengthMax = 63;
    private const int SubdomainLengthMax = 253;
    private const int PortNameLengthMax = 15;
    private const string LabelFormat = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private const string SubdomainFormat = LabelFormat + @"(\." + LabelFormat + ")*";
    private const string Label1035Format = "[a-z]([-a-z0-9]*[a-z0-9])?";
    private const string QualifiedNameFormat = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
    private const string KeyFormat = "[-._a-zA-Z0-9]+";
    private const string HeaderFormat = "[-A-Za-z0-9]+";

    private static readonly SearchValues<char> KeyCharacters = SearchValues.Create("-._abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    private static readonly string LabelFault = Explain(
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
        LabelFormat, "my-name", "123-abc");

    private static readonly string SubdomainFault = Explain(
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
        SubdomainFormat, "example.com");

    private static readonly string Label1035Fault = Explain(
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character",
        Label1035Format, "my-name", "abc-123");

    private static readonly string QualifiedNameFault = Explain(
        "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
        QualifiedNameFormat, "MyName", "my.name", "123-abc");

    private static readonly string LabelValueFault = Explain(
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
        $"({QualifiedNameFormat})?", "MyValue", "my_value", "12345");

    private static readonly string KeyFault = Explain(
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.'", KeyFormat, "key.name", "KEY_NAME", "key-name");

    private static readonly string HeaderFault = Explain("a valid HTTP header must consist of alphanumeric characters or '-'", HeaderFormat, "X-Header-Name");

    /// <summary>RFC 1123 label.</summary>
    public static IReadOnlyList<string> DnsLabel(string value)
    {
        var faults = new List<string>();
        if (value.Length > LabelLengthMax)
            faults.Add(TooLong(LabelLengthMax));
        if (!LabelPattern().IsMatch(value))
            faults.Add(SubdomainPattern().IsMatch(value) ? "must not contain dots" : LabelFault);
        return faults;
    }

    /// <summary>RFC 1123 subdomain.</summary>
    public static IReadOnlyList<string> DnsSubdomain(string value) => Check(value, SubdomainLengthMax, SubdomainPattern(), SubdomainFault);

    /// <summary>RFC 1035 label.</summary>
    public static IReadOnlyList<string> Dns1035Label(string value) => Check(value, LabelLengthMax, Label1035Pattern(), Label1035Fault);

    /// <summary>Value of a label.</summary>
    public static IReadOnlyList<string> LabelValue(string value) => Check(value, LabelLengthMax, LabelValuePattern(), LabelValueFault);

    /// <summary>Name with an optional DNS prefix: <c>example.com/MyName</c>.</summary>
    public static IReadOnlyList<string> QualifiedName(string value)
    {
        var parts = value.Split('/');
        if (parts.Length > 2)
            return [$"a qualified name {QualifiedNameFault} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"];
        var faults = new List<string>();
        if (parts is [var prefix, _])
            faults.AddRange(prefix.Length == 0 ? ["prefix part must be non-empty"] : DnsSubdomain(prefix).Select(fault => "prefix part " + fault));
        var name = parts[^1];
        if (name.Length == 0)
            faults.Add("name part must be non-empty");
        else if (name.Length > LabelLengthMax)
            faults.Add("name part " + TooLong(LabelLengthMax));
        if (!QualifiedNamePattern().IsMatch(name))
            faults.Add("name part " + QualifiedNameFault);
        return faults;
    }

    /// <summary>Key of a ConfigMap or Secret.</summary>
    public static IReadOnlyList<string> ConfigKey(string value)
    {
        List<string> faults = [.. Check(value, SubdomainLengthMax, KeyPattern(), KeyFault)];
        if (value is "." or "..")
            faults.Add($"must not be '{value}'");
        else if (value.StartsWith("..", StringComparison.Ordinal))
            faults.Add("must not start with '..'");
        return faults;
    }

    /// <summary>True when <see cref="ConfigKey"/> finds nothing.</summary>
    public static bool IsConfigKey(string value) =>
        value.Length is > 0 and <= SubdomainLengthMax && value != "." && !value.StartsWith("..", StringComparison.Ordinal)
        && value.AsSpan().IndexOfAnyExcept(KeyCharacters) < 0;

    /// <summary>Name of an environment variable.</summary>
    public static IReadOnlyList<string> EnvironmentVariable(string value)
    {
        if (value.Length == 0)
            return ["environment variable name must be non-empty"];
        return value.All(letter => letter is >= ' ' and <= '~' and not '=')
            ? []
            : ["a valid environment variable name must consist only of printable ASCII characters other than '='"];
    }

    /// <summary>Name of an HTTP header.</summary>
    public static IReadOnlyList<string> HttpHeader(string value) => HeaderPattern().IsMatch(value) ? [] : [HeaderFault];

    /// <summary>Number of a port.</summary>
    public static IReadOnlyList<string> PortNumber(int value) => value is >= 1 and <= 65535 ? [] : [FaultList.InclusiveRange(1, 65535)];

    /// <summary>Name of a port (IANA service name).</summary>
    public static IReadOnlyList<string> PortName(string value)
    {
        var faults = new List<string>();
        if (value.Length > PortNameLengthMax)
            faults.Add(TooLong(PortNameLengthMax));
        if (!PortNamePattern().IsMatch(value))
            faults.Add("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
        if (!value.Any(letter => letter is >= 'a' and <= 'z'))
            faults.Add("must contain at least one letter (a-z)");
        if (value.Contains("--", StringComparison.Ordinal))
            faults.Add("must not contain consecutive hyphens");
        if (value is ['-', ..] or [.., '-'])
            faults.Add("must not begin or end with a hyphen");
        return faults;
    }

    /// <summary>Text that fits into one segment of a URL path.</summary>
    public static IReadOnlyList<string> PathSegment(string value)
    {
        if (value is "." or "..")
            return [$"may not be '{value}'"];
        return [.. new[] { "/", "%" }.Where(mark => value.Contains(mark, StringComparison.Ordinal)).Select(mark => $"may not contain '{mark}'")];
    }

    /// <summary>The name of an object under the rule of its kind. A prefix may end in a dash: more will follow.</summary>
    public static IReadOnlyList<string> ObjectName(string value, NameRule rule, bool isPrefix = false)
    {
        var name = isPrefix && value.Length > 1 && value.EndsWith('-') ? value[..^2] + "a" : value;
        return rule switch
        {
            NameRule.DnsLabel => DnsLabel(name),
            NameRule.Dns1035Label => Dns1035Label(name),
            NameRule.PathSegment => PathSegment(name),
            _ => DnsSubdomain(name),
        };
    }

    /// <summary>The wording of a length check.</summary>
    internal static string TooLong(int lengthMax) => $"must be no more than {Cell.Digits(lengthMax)} characters";

    private static List<string> Check(string value, int lengthMax, Regex pattern, string fault)
    {
        var faults = new List<string>();
        if (value.Length > lengthMax)
            faults.Add(TooLong(lengthMax));
        if (!pattern.IsMatch(value))
            faults.Add(fault);
        return faults;
    }

    // Kubernetes joins the examples with a stray space; clients compare the text.
    private static string Explain(string rule, string format, params string[] examples) =>
        $"{rule} (e.g. {string.Join(" or ", examples.Select(example => $"'{example}', "))}regex used for validation is '{format}')";

    [GeneratedRegex($@"\A{LabelFormat}\z", RegexOptions.CultureInvariant)]
    private static partial Regex LabelPattern();

    [GeneratedRegex($@"\A{SubdomainFormat}\z", RegexOptions.CultureInvariant)]
    private static partial Regex SubdomainPattern();

    [GeneratedRegex($@"\A{Label1035Format}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Label1035Pattern();

    [GeneratedRegex($@"\A({QualifiedNameFormat})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex LabelValuePattern();

    [GeneratedRegex($@"\A{QualifiedNameFormat}\z", RegexOptions.CultureInvariant)]
    private static partial Regex QualifiedNamePattern();

    [GeneratedRegex($@"\A{KeyFormat}\z", RegexOptions.CultureInvariant)]
    private static partial Regex KeyPattern();

    [GeneratedRegex($@"\A{HeaderFormat}\z", RegexOptions.CultureInvariant)]
    private static partial Regex HeaderPattern();

    [GeneratedRegex(@"\A[-a-z0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex PortNamePattern();
}
