namespace CloudOrchestrator.Kinds.Core.Namespaces;

/// <summary>What the server sets in namespaces.</summary>
internal static class NamespaceStrategy
{
    private const string NameLabel = "kubernetes.io/metadata.name";
    private const string Finalizer = "kubernetes";

    /// <summary>Every namespace carries its name as a label, so that selectors can name it.</summary>
    public static void LabelWithName(JsonObject value)
    {
        var metadata = value.ObjectOrNew("metadata");
        if (metadata.Text("name") is { Length: > 0 } name)
            metadata.ObjectOrNew("labels")[NameLabel] = name;
    }

    /// <summary>A new namespace is active and goes only when its content is gone.</summary>
    public static void PrepareForCreate(JsonObject value)
    {
        LabelWithName(value);
        value["status"] = new JsonObject { ["phase"] = "Active" };
        var spec = value.ObjectOrNew("spec");
        if (spec["finalizers"] is not JsonArray finalizers)
            spec["finalizers"] = finalizers = [];
        if (!finalizers.Any(finalizer => finalizer?.GetValue<string>() == Finalizer))
            finalizers.Add((JsonNode)Finalizer);
    }

    /// <summary>Finalizers change only through the finalize subresource.</summary>
    public static void PrepareForUpdate(JsonObject value, JsonObject old)
    {
        var spec = value.ObjectOrNew("spec");
        if (old.Object("spec")?["finalizers"] is { } finalizers)
            spec["finalizers"] = finalizers.DeepClone();
        else
            spec.Remove("finalizers");
    }
}
