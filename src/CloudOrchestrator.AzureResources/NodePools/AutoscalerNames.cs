namespace CloudOrchestrator.AzureResources.NodePools;

/// <summary>Names that the Kubernetes cluster autoscaler has given meaning to.</summary>
internal static class AutoscalerNames
{
    /// <summary>Pod annotation: whether a drain may evict the pod; "false" holds its node, "true" overrides other reasons to hold it.</summary>
    public const string SafeToEvict = "cluster-autoscaler.kubernetes.io/safe-to-evict";

    /// <summary>Pod annotation: names of volumes, comma-separated, whose content may be lost.</summary>
    public const string SafeLocalVolumes = "cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes";

    /// <summary>Node annotation: "true" keeps the node.</summary>
    public const string ScaleDownDisabled = "cluster-autoscaler.kubernetes.io/scale-down-disabled";

    /// <summary>Taint of nodes that are being removed; its value is the time of the decision in Unix seconds.</summary>
    public const string ToBeDeleted = "ToBeDeletedByClusterAutoscaler";

    /// <summary>The taint, when the node is being removed.</summary>
    public static Taint? RemovalOf(Node node) => node.Spec?.Taints?.FirstOrDefault(taint => taint.Key == ToBeDeleted);

    /// <summary>When the removal was decided; null for nodes that stay.</summary>
    public static DateTimeOffset? RemovalTime(Node node) =>
        RemovalOf(node) is { } taint && long.TryParse(taint.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}
