namespace CloudOrchestrator.ApiServer.Content;

/// <summary>A request's body, decoded but not yet held against a schema.</summary>
/// <param name="Value">The tree; its owner may change it.</param>
/// <param name="StrictFaults">What strict decoding objects to, such as <c>duplicate field "spec.a"</c>.</param>
internal sealed record DecodedObject(JsonObject Value, IReadOnlyList<string> StrictFaults)
{
    /// <summary>apiVersion as text; empty when absent.</summary>
    public string ApiVersion => Text("apiVersion");

    /// <summary>kind as text; empty when absent.</summary>
    public string Kind => Text("kind");

    private string Text(string name) =>
        Value.TryGetPropertyValue(name, out var node) && node is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
