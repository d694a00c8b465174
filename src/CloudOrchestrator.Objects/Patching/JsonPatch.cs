namespace CloudOrchestrator.Objects.Patching;

/// <summary>RFC 6902 JSON patch.</summary>
public static class JsonPatch
{
    /// <summary>Applies the operations in order to a copy; a failed <c>test</c> or a bad path is an <see cref="ApiStatus"/> (422 Invalid, as Kubernetes answers).</summary>
    public static ResultOf<JsonNode> Apply(JsonNode target, JsonArray operations) => throw new NotImplementedException();
}
