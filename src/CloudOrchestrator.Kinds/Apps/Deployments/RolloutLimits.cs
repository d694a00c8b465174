using System.Globalization;

namespace CloudOrchestrator.Kinds.Apps.Deployments;

/// <summary>How far a rolling update may go above and below the number of replicas.</summary>
/// <param name="Replicas">Replicas wanted.</param>
/// <param name="MaxSurge">Pods allowed above them.</param>
/// <param name="MaxUnavailable">Pods that may be missing from them.</param>
internal readonly record struct RolloutLimits(int Replicas, int MaxSurge, int MaxUnavailable)
{
    /// <summary>Most pods allowed at any time.</summary>
    public int TotalMax => Replicas + MaxSurge;

    /// <summary>Fewest available pods allowed at any time.</summary>
    public int AvailableMin => Replicas - MaxUnavailable;

    /// <summary>Resolves counts and percentages: surge is rounded up, unavailability down, and one of them is at least 1.</summary>
    public static RolloutLimits Of(DeploymentSpec spec)
    {
        var replicas = spec.Replicas ?? 1;
        if (!IsRolling(spec))
            return new(replicas, 0, 0);
        var rolling = spec.Strategy?.RollingUpdate;
        var surge = Resolve(rolling?.MaxSurge ?? "25%", replicas, roundUp: true);
        var unavailable = Resolve(rolling?.MaxUnavailable ?? "25%", replicas, roundUp: false);
        if (surge == 0 && unavailable == 0)
            unavailable = 1;
        return new(replicas, surge, Math.Min(unavailable, replicas));
    }

    /// <summary>True unless the strategy is <c>Recreate</c>.</summary>
    public static bool IsRolling(DeploymentSpec spec) => spec.Strategy?.Type is null or "RollingUpdate";

    /// <summary>An absolute number, or a percentage of <paramref name="total"/>. What is neither counts as 0; validation refuses it.</summary>
    public static int Resolve(IntOrString value, int total, bool roundUp)
    {
        if (!value.IsString)
            return value.Number;
        if (value.Text is not [.. var digits, '%'] || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var percent))
            return 0;
        var exact = percent * (double)total / 100;
        return (int)(roundUp ? Math.Ceiling(exact) : Math.Floor(exact));
    }
}
