namespace CloudOrchestrator.Kinds.Apps.DaemonSets;

/// <summary>The wanted state of a DaemonSet.</summary>
[ApiType("io.k8s.api.apps.v1.DaemonSetSpec")]
public sealed record DaemonSetSpec
{
    /// <summary>Labels of the pods that belong to this DaemonSet; must match the labels of the template and cannot be changed.</summary>
    [Field("selector", 1, Presence = Presence.Always, Nullable = true, Required = true)]
    public LabelSelector Selector { get; init; } = new();

    /// <summary>The pod to run on each node that it fits; its restart policy can only be Always.</summary>
    [Field("template", 2, Presence = Presence.Always, Required = true)]
    public PodTemplateSpec Template { get; init; } = new();

    /// <summary>How running pods are replaced when the template changes.</summary>
    [Field("updateStrategy", 3, Presence = Presence.Always)]
    public DaemonSetUpdateStrategy? UpdateStrategy { get; init; }

    /// <summary>How long a new pod must be ready, without a container crashing, before it counts as available; 0 by default.</summary>
    [Field("minReadySeconds", 4, Presence = Presence.OmitEmpty)]
    public int? MinReadySeconds { get; init; }

    /// <summary>How many old revisions of the template to keep for a rollback; 10 by default.</summary>
    [Field("revisionHistoryLimit", 6, Default = "10")]
    public int? RevisionHistoryLimit { get; init; }
}
