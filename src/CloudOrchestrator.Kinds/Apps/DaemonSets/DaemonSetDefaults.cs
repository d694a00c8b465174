namespace CloudOrchestrator.Kinds.Apps.DaemonSets;

/// <summary>Defaults of DaemonSets.</summary>
internal static class DaemonSetDefaults
{
    public static void Apply(JsonObject value)
    {
        var spec = value.ObjectOrNew("spec");
        var strategy = spec.ObjectOrNew("updateStrategy");
        strategy.DefaultText("type", "RollingUpdate");
        if (strategy.Text("type") == "RollingUpdate")
        {
            var rolling = strategy.ObjectOrNew("rollingUpdate");
            rolling.Default("maxUnavailable", 1);
            rolling.Default("maxSurge", 0);
        }

        spec.Default("revisionHistoryLimit", 10);
        PodDefaults.ApplyToTemplate(spec.Object("template"));
    }
}
