namespace CloudOrchestrator.Kinds.Core.Nodes;

/// <summary>Which taints pods tolerate.</summary>
public static class TaintTolerance
{
    /// <summary>True when the toleration covers the taint.</summary>
    public static bool Tolerates(Toleration toleration, Taint taint)
    {
        if (!string.IsNullOrEmpty(toleration.Effect) && toleration.Effect != taint.Effect)
            return false;
        if (!string.IsNullOrEmpty(toleration.Key) && toleration.Key != taint.Key)
            return false;
        return toleration.Operator switch
        {
            null or "" or "Equal" => !string.IsNullOrEmpty(toleration.Key) && (toleration.Value ?? "") == (taint.Value ?? ""),
            "Exists" => true,
            _ => false,
        };
    }

    /// <summary>True when one of the tolerations covers the taint.</summary>
    public static bool Tolerates(IReadOnlyList<Toleration>? tolerations, Taint taint)
    {
        foreach (var toleration in tolerations ?? [])
        {
            if (Tolerates(toleration, taint))
                return true;
        }

        return false;
    }
}
