namespace CloudOrchestrator.Kinds.Autoscaling.NodePools;

/// <summary>Defaults of NodePools: those of the Kubernetes cluster autoscaler.</summary>
public static class NodePoolDefaults
{
    /// <summary>Part of a node below which it is a candidate for removal.</summary>
    public const double UtilizationThreshold = 0.5;

    /// <summary>How long a node must have been a candidate.</summary>
    public static readonly TimeSpan UnneededAfter = TimeSpan.FromMinutes(10);

    internal static void Apply(JsonObject value)
    {
        var scaleDown = value.ObjectOrNew("spec").ObjectOrNew("scaleDown");
        scaleDown.Default("utilizationThreshold", UtilizationThreshold);
        scaleDown.Default("unneededAfter", "10m0s");
    }
}
