namespace CloudOrchestrator.Kinds.Apps.ReplicaSets;

/// <summary>Defaults of ReplicaSets.</summary>
internal static class ReplicaSetDefaults
{
    public static void Apply(JsonObject value)
    {
        var spec = value.ObjectOrNew("spec");
        spec.Default("replicas", 1);
        PodDefaults.ApplyToTemplate(spec.Object("template"));
    }
}
