namespace CloudOrchestrator.Scheduling.Requirements;

/// <summary>Whether pods bear the taints of nodes.</summary>
internal static class Tolerations
{
    public const string NoSchedule = "NoSchedule";
    public const string NoExecute = "NoExecute";
    public const string PreferNoSchedule = "PreferNoSchedule";

    /// <summary>The first taint that keeps the pod away; null for none.</summary>
    public static Taint? FirstUntolerated(NodeSpec? node, IReadOnlyList<Toleration>? tolerations)
    {
        foreach (var taint in node?.Taints ?? [])
        {
            if (taint.Effect is NoSchedule or NoExecute && !Tolerates(tolerations, taint))
                return taint;
        }

        return null;
    }

    public static bool Tolerates(IReadOnlyList<Toleration>? tolerations, Taint taint)
    {
        foreach (var toleration in tolerations ?? [])
        {
            if (Tolerates(toleration, taint))
                return true;
        }

        return false;
    }

    public static bool Tolerates(Toleration toleration, Taint taint)
    {
        if (!string.IsNullOrEmpty(toleration.Effect) && toleration.Effect != taint.Effect)
            return false;
        if (!string.IsNullOrEmpty(toleration.Key) && toleration.Key != taint.Key)
            return false;
        return toleration.Operator switch
        {
            null or "" or "Equal" => (toleration.Value ?? "") == (taint.Value ?? ""),
            "Exists" => true,
            _ => false,
        };
    }
}
