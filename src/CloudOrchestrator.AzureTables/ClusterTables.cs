using System.Text.RegularExpressions;

namespace CloudOrchestrator.AzureTables;

/// <summary>Names of a cluster's tables. Several clusters share an account by different prefixes.</summary>
public static partial class ClusterTables
{
    /// <summary>The full name of a table; a prefix that makes no table name is refused.</summary>
    public static string Name(string prefix, string table) => Prefix().IsMatch(prefix)
        ? prefix + table
        : throw new ArgumentException($"TablePrefix '{prefix}' must begin with a letter and hold 1 to 50 letters and digits", nameof(prefix));

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9]{0,49}$")]
    private static partial Regex Prefix();
}
