namespace CloudOrchestrator.Kinds.Apps.Deployments;

/// <summary>Defaults of Deployments.</summary>
internal static class DeploymentDefaults
{
    private const string Quarter = "25%";

    public static void Apply(JsonObject value)
    {
        var spec = value.ObjectOrNew("spec");
        spec.Default("replicas", 1);
        var strategy = spec.ObjectOrNew("strategy");
        strategy.DefaultText("type", "RollingUpdate");
        if (strategy.Text("type") == "RollingUpdate")
        {
            var rolling = strategy.ObjectOrNew("rollingUpdate");
            rolling.Default("maxUnavailable", Quarter);
            rolling.Default("maxSurge", Quarter);
        }

        spec.Default("revisionHistoryLimit", 10);
        spec.Default("progressDeadlineSeconds", 600);
        PodDefaults.ApplyToTemplate(spec.Object("template"));
    }
}
