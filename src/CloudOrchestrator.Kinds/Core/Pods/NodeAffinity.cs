namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Rules about the nodes a pod may or should run on.</summary>
[ApiType("io.k8s.api.core.v1.NodeAffinity")]
public sealed record NodeAffinity
{
    /// <summary>Nodes the pod may be scheduled to. A pod that runs already is not affected.</summary>
    [Field("requiredDuringSchedulingIgnoredDuringExecution", 1)]
    public NodeSelector? RequiredDuringSchedulingIgnoredDuringExecution { get; init; }

    /// <summary>Nodes the pod should be scheduled to if possible: those with the greatest sum of weights.</summary>
    [Field("preferredDuringSchedulingIgnoredDuringExecution", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<PreferredSchedulingTerm>? PreferredDuringSchedulingIgnoredDuringExecution { get; init; }
}
