using System.Text.RegularExpressions;

namespace CloudOrchestrator.Emulators.Functions.Configuration;

/// <summary><c>%NAME%</c> in a configuration value stands for an app setting.</summary>
internal static partial class SettingReferences
{
    /// <summary>The text with every reference replaced; <paramref name="missing"/> is the first setting that is not there, or null.</summary>
    public static string Resolve(string text, IReadOnlyDictionary<string, string> settings, out string? missing)
    {
        string? unknown = null;
        var resolved = Reference().Replace(text, match =>
        {
            if (settings.TryGetValue(match.Groups[1].Value, out var value))
                return value;
            unknown ??= match.Groups[1].Value;
            return match.Value;
        });
        missing = unknown;
        return resolved;
    }

    [GeneratedRegex("%([^%\\s]+)%")]
    private static partial Regex Reference();
}
