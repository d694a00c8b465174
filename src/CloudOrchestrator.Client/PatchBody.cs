namespace CloudOrchestrator.Client;

/// <summary>A patch.</summary>
/// <param name="MediaType">One of the four patch media types.</param>
/// <param name="Body">The patch.</param>
/// <param name="FieldManager">Field manager; required for apply.</param>
/// <param name="Force">Take over conflicting fields (apply only).</param>
public sealed record PatchBody(string MediaType, JsonNode Body, string FieldManager, bool Force = false)
{
    /// <summary>RFC 6902.</summary>
    public const string JsonPatch = "application/json-patch+json";

    /// <summary>RFC 7396.</summary>
    public const string MergePatch = "application/merge-patch+json";

    /// <summary>Strategic merge patch.</summary>
    public const string StrategicMergePatch = "application/strategic-merge-patch+json";

    /// <summary>Server-side apply; JSON is YAML.</summary>
    public const string ApplyPatch = "application/apply-patch+yaml";
}
