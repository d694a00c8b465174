namespace CloudOrchestrator.Objects.Patching;

/// <summary>RFC 7396 JSON merge patch.</summary>
public static class JsonMergePatch
{
    /// <summary>Applies the patch to a copy of <paramref name="target"/>.</summary>
    public static JsonObject Apply(JsonObject target, JsonObject patch) => throw new NotImplementedException();
}
