namespace CloudOrchestrator.Kinds.Core.ReplicationControllers;

/// <summary>Defaults of ReplicationControllers.</summary>
internal static class ReplicationControllerDefaults
{
    /// <summary>Labels and selector come from the template.</summary>
    public static void Apply(JsonObject value)
    {
        var spec = value.ObjectOrNew("spec");
        spec.Default("replicas", 1);
        var template = spec.Object("template");
        if (template.Object("metadata").Object("labels") is { Count: > 0 } labels)
        {
            if (spec.Object("selector") is not { Count: > 0 })
                spec["selector"] = labels.DeepClone();
            var metadata = value.ObjectOrNew("metadata");
            if (metadata.Object("labels") is not { Count: > 0 })
                metadata["labels"] = labels.DeepClone();
        }

        PodDefaults.ApplyToTemplate(template);
    }
}
