using CloudOrchestrator.Objects.Selectors;

namespace CloudOrchestrator.Kinds.Apps.ReplicaSets;

/// <summary>What a ReplicaSet and a ReplicationController have in common: a count of pods to keep.</summary>
/// <param name="Owner">The object that owns the pods.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Replicas">Pods wanted.</param>
/// <param name="MinReadySeconds">How long a pod must be ready to be available.</param>
/// <param name="Selector">Which pods are the owner's.</param>
/// <param name="Template">What new pods look like.</param>
/// <param name="RelatedPods">Pods to look at when choosing what to delete first: those of all replica sets of the same controller.</param>
internal sealed record ReplicaTarget(
    IKubernetesObject Owner,
    GroupVersionKind Kind,
    int Replicas,
    int MinReadySeconds,
    LabelMatcher Selector,
    PodTemplateSpec Template,
    Func<IReadOnlyList<Pod>> RelatedPods);
