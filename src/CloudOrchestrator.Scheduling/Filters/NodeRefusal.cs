namespace CloudOrchestrator.Scheduling.Filters;

/// <summary>Why a node is no place for a pod, in Kubernetes' words.</summary>
/// <param name="Reasons">The reasons of the first filter that refuses.</param>
/// <param name="Resolvable">True when it might be a place if other pods went away.</param>
internal sealed record NodeRefusal(IReadOnlyList<string> Reasons, bool Resolvable)
{
    public static NodeRefusal Unschedulable(string reason) => new([reason], true);

    public static NodeRefusal Unresolvable(string reason) => new([reason], false);
}
