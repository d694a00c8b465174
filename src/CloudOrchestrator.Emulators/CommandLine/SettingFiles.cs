using System.Text.Json;
using System.Text.Json.Nodes;

namespace CloudOrchestrator.Emulators.CommandLine;

/// <summary>Reads app settings: lines <c>NAME=VALUE</c>, or JSON, <c>{"NAME": "value"}</c> or the same under <c>Values</c> as in local.settings.json.</summary>
internal static class SettingFiles
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The settings of several files; later ones win. What is wrong goes to <paramref name="faults"/>.</summary>
    public static Dictionary<string, string> Read(IEnumerable<string> files, ICollection<string> faults)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in files)
        {
            try
            {
                var text = File.ReadAllText(file);
                if (text.TrimStart().StartsWith('{'))
                    ReadJson(file, text, settings, faults);
                else
                    ReadLines(file, text, settings, faults);
            }
            catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
            {
                faults.Add($"{file}: {exception.Message}");
            }
        }

        return settings;
    }

    private static void ReadJson(string file, string text, Dictionary<string, string> settings, ICollection<string> faults)
    {
        var root = (JsonObject)JsonNode.Parse(text, documentOptions: Lenient)!;
        foreach (var (name, value) in root["Values"] as JsonObject ?? root)
        {
            if (value is JsonValue found)
                settings[name] = found.ToString();
            else
                faults.Add($"{file}: {name} is not a string");
        }
    }

    private static void ReadLines(string file, string text, Dictionary<string, string> settings, ICollection<string> faults)
    {
        foreach (var (line, number) in text.Split('\n').Select((line, index) => (line.TrimEnd('\r'), index + 1)))
        {
            if (string.IsNullOrWhiteSpace(line) || line.StartsWith('#'))
                continue;
            var split = line.IndexOf('=');
            if (split > 0)
                settings[line[..split].Trim()] = line[(split + 1)..];
            else
                faults.Add($"{file}: line {number} is not NAME=VALUE");
        }
    }
}
