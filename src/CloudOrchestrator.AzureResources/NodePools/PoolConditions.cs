namespace CloudOrchestrator.AzureResources.NodePools;

/// <summary>The conditions of a node pool.</summary>
internal static class PoolConditions
{
    public const string Ready = "Ready";
    public const string ScalingLimited = "ScalingLimited";
    public const string ProvisioningFailed = "ProvisioningFailed";

    /// <summary>The status with a condition set; the time changes only when the condition's status does.</summary>
    public static NodePoolStatus With(this NodePoolStatus status, string type, bool value, string reason, string message, long? generation, DateTimeOffset now)
    {
        var text = value ? "True" : "False";
        var old = status.Conditions?.FirstOrDefault(condition => condition.Type == type);
        var next = new Condition
        {
            Type = type,
            Status = text,
            ObservedGeneration = generation,
            LastTransitionTime = old?.Status == text ? old.LastTransitionTime : now,
            Reason = reason,
            Message = message,
        };
        return status with
        {
            Conditions = old is null
                ? [.. status.Conditions ?? [], next]
                : [.. status.Conditions!.Select(condition => condition.Type == type ? next : condition)],
        };
    }

    public static bool IsTrue(this NodePoolStatus status, string type) =>
        status.Conditions?.Any(condition => condition.Type == type && condition.Status == "True") == true;
}
