namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>How long pods stay on a node that was lost, unless they say otherwise.</summary>
public static class PodDefaultTolerations
{
    /// <summary>
    /// <c>tolerationSeconds</c> that admission gives pods for <c>node.kubernetes.io/not-ready</c> and <c>node.kubernetes.io/unreachable</c>.
    /// Kubernetes takes 300. Ours is 20 so that, with a lease counted as lost after 20 s, a lost node's pods run elsewhere within 60 s:
    /// 20 s to notice, 20 s of toleration, 20 s to schedule and start. A pod that must ride out longer partitions sets its own tolerations.
    /// </summary>
    public const long DefaultTolerationSeconds = 20;
}
