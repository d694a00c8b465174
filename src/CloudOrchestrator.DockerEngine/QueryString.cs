using System.Text;
using System.Text.Json;

namespace CloudOrchestrator.DockerEngine;

/// <summary>Builds a request's query in the engine's manner; absent values are left out.</summary>
internal sealed class QueryString
{
    private readonly StringBuilder _text = new();

    public QueryString Add(string name, string? value)
    {
        if (value is not null)
            _text.Append(_text.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        return this;
    }

    public QueryString Add(string name, bool value) => value ? Add(name, "1") : this;

    public QueryString Add(string name, IDictionary<string, IDictionary<string, bool>>? filters) =>
        Add(name, filters is null ? null : JsonSerializer.Serialize(filters, DockerJson.Options));

    public override string ToString() => _text.ToString();
}
