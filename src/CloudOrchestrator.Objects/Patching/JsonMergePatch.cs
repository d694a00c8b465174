namespace CloudOrchestrator.Objects.Patching;

/// <summary>RFC 7396 JSON merge patch.</summary>
public static class JsonMergePatch
{
    /// <summary>Applies the patch to a copy of <paramref name="target"/>.</summary>
    public static JsonObject Apply(JsonObject target, JsonObject patch)
    {
        var result = target.DeepClone().AsObject();
        Merge(result, patch);
        return result;
    }

    private static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, change) in patch)
        {
            if (change is null)
            {
                target.Remove(name);
            }
            else if (change is JsonObject structure)
            {
                if (target[name] is not JsonObject existing)
                    target[name] = existing = [];
                Merge(existing, structure);
            }
            else
            {
                target[name] = change.DeepClone();
            }
        }
    }
}
