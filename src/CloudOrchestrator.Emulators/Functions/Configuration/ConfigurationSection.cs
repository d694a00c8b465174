using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CloudOrchestrator.Emulators.Functions.Configuration;

/// <summary>One JSON object of a configuration file. Names are matched without regard to case, as the host's configuration does; what nobody asked for is reported.</summary>
internal sealed class ConfigurationSection
{
    private readonly string _file;
    private readonly string _path;
    private readonly Dictionary<string, JsonNode?> _values;
    private readonly HashSet<string> _read = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConfigurationFaults _faults;

    private ConfigurationSection(string file, string path, JsonObject? json, ConfigurationFaults faults)
    {
        (_file, _path, _faults) = (file, path, faults);
        _values = new Dictionary<string, JsonNode?>(StringComparer.OrdinalIgnoreCase);
        Exists = json is not null;
        foreach (var (name, value) in json ?? [])
            _values[name] = value;
    }

    /// <summary>False when the file does not have this object.</summary>
    public bool Exists { get; }

    /// <summary>Reads a file; null, and a fault, when it is not a JSON object.</summary>
    public static ConfigurationSection? Load(string root, string file, ConfigurationFaults faults)
    {
        try
        {
            var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
            if (JsonNode.Parse(File.ReadAllText(Path.Combine(root, file)), documentOptions: options) is JsonObject json)
                return new ConfigurationSection(file, "", json, faults);
            faults.Error(file, "", "is not a JSON object");
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            faults.Error(file, "", $"cannot be read: {exception.Message}");
        }

        return null;
    }

    /// <summary>True when the property is there and not null.</summary>
    public bool Has(string name) => Value(name) is not null;

    /// <summary>A string, or null. Numbers and booleans count as their text.</summary>
    public string? Text(string name) => Value(name) switch
    {
        null => null,
        JsonValue value => value.ToString(),
        _ => Wrong<string?>(name, "must be a string", null),
    };

    /// <summary>A truth value.</summary>
    public bool Flag(string name, bool otherwise) => Text(name) switch
    {
        null => otherwise,
        var text when bool.TryParse(text, out var value) => value,
        var text => Wrong(name, $"must be true or false, not '{text}'", otherwise),
    };

    /// <summary>A whole number within limits.</summary>
    public int Number(string name, int otherwise, int min, int max) => Text(name) switch
    {
        null => otherwise,
        var text when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max => value,
        var text => Wrong(name, $"must be a whole number from {min} to {max}, not '{text}'", otherwise),
    };

    /// <summary>A time as hh:mm:ss.</summary>
    public TimeSpan Duration(string name, TimeSpan otherwise) => Text(name) switch
    {
        null => otherwise,
        var text when TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= TimeSpan.Zero => value,
        var text => Wrong(name, $"must be a time such as 00:05:00, not '{text}'", otherwise),
    };

    /// <summary>An array of strings; empty when it is not there.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        var value = Value(name);
        if (value is null)
            return [];
        if (value is JsonArray array && array.All(item => item is JsonValue))
            return [.. array.Select(item => item!.ToString())];
        return Wrong<IReadOnlyList<string>>(name, "must be an array of strings", []);
    }

    /// <summary>An object inside this one; one that does not exist when it is not there.</summary>
    public ConfigurationSection Section(string name)
    {
        var value = Value(name);
        if (value is not (null or JsonObject))
            Error(name, "must be an object");
        return new ConfigurationSection(_file, At(name), value as JsonObject, _faults);
    }

    /// <summary>The objects of an array.</summary>
    public IReadOnlyList<ConfigurationSection> Sections(string name)
    {
        var value = Value(name);
        if (value is null)
            return [];
        if (value is JsonArray array && array.All(item => item is JsonObject))
            return [.. array.Select((item, index) => new ConfigurationSection(_file, $"{At(name)}[{index}]", (JsonObject)item!, _faults))];
        return Wrong<IReadOnlyList<ConfigurationSection>>(name, "must be an array of objects", []);
    }

    /// <summary>Says that the app cannot run because of a property.</summary>
    public void Error(string name, string message) => _faults.Error(_file, At(name), message);

    /// <summary>Says something about a property that does not keep the app from running.</summary>
    public void Note(string name, string message) => _faults.Note(_file, At(name), message);

    /// <summary>Reports the properties nobody read. Those named here the real host knows, but this emulator does nothing with them.</summary>
    public void ReportRest(params ReadOnlySpan<string> withoutEffect)
    {
        foreach (var name in _values.Keys.Where(name => !_read.Contains(name)).Order(StringComparer.Ordinal))
        {
            if (Contains(withoutEffect, name))
                Note(name, "has no effect here: this emulator does not act on it");
            else if (name != "$schema")
                Note(name, "is not a property the host knows; it ignores it");
        }
    }

    private static bool Contains(ReadOnlySpan<string> names, string name)
    {
        foreach (var candidate in names)
        {
            if (string.Equals(candidate, name, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private JsonNode? Value(string name)
    {
        _read.Add(name);
        return _values.GetValueOrDefault(name);
    }

    private string At(string name) => _path.Length == 0 ? name : name.Length == 0 ? _path : $"{_path}.{name}";

    private T Wrong<T>(string name, string message, T otherwise)
    {
        Error(name, message);
        return otherwise;
    }
}
