namespace CloudOrchestrator.AzureResources.NodePools;

/// <summary>How many pods of a set may be evicted now.</summary>
/// <param name="Namespace">Namespace of the pods.</param>
/// <param name="Pods">Which pods.</param>
/// <param name="DisruptionsAllowed">How many.</param>
internal sealed record DisruptionBudget(string Namespace, LabelMatcher Pods, int DisruptionsAllowed)
{
    public bool Covers(Pod pod) => pod.Metadata.Namespace == Namespace && Pods.Matches(pod.Metadata.Labels);
}
