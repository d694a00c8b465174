using System.Text.Json;
using System.Text.Json.Nodes;

namespace CloudOrchestrator.Emulators.CommandLine;

/// <summary>Reads app settings: <c>{"NAME": "value"}</c>, or the same under <c>Values</c> as in local.settings.json.</summary>
internal static class SettingFiles
{
    /// <summary>The settings of several files; later ones win. What is wrong goes to <paramref name="faults"/>.</summary>
    public static Dictionary<string, string> Read(IEnumerable<string> files, List<string> faults)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var file in files)
        {
            try
            {
                var json = JsonNode.Parse(File.ReadAllText(file), documentOptions: new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
                foreach (var (name, value) in json as JsonObject is { } root ? root["Values"] as JsonObject ?? root : throw new JsonException("is not a JSON object"))
                {
                    if (value is JsonValue text)
                        settings[name] = text.ToString();
                    else
                        faults.Add($"{file}: {name} is not a string");
                }
            }
            catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
            {
                faults.Add($"{file}: {exception.Message}");
            }
        }

        return settings;
    }
}
