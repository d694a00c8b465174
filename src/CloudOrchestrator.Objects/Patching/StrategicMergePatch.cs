namespace CloudOrchestrator.Objects.Patching;

/// <summary>Kubernetes' strategic merge patch, driven by the schema's patch strategies and merge keys, with its <c>$patch</c>, <c>$deleteFromPrimitiveList</c>,
/// <c>$setElementOrder</c> and <c>$retainKeys</c> directives.</summary>
public static class StrategicMergePatch
{
    /// <summary>Applies the patch to a copy of <paramref name="target"/>.</summary>
    public static ResultOf<JsonObject> Apply(JsonObject target, JsonObject patch, SchemaNode schema)
    {
        try
        {
            return StructureMerge.Merge(target.DeepClone().AsObject(), patch.DeepClone().AsObject(), schema);
        }
        catch (PatchException exception)
        {
            return exception.Status;
        }
    }
}
