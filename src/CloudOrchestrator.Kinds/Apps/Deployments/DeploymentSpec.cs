namespace CloudOrchestrator.Kinds.Apps.Deployments;

/// <summary>The wanted state of a Deployment.</summary>
[ApiType("io.k8s.api.apps.v1.DeploymentSpec")]
public sealed record DeploymentSpec
{
    /// <summary>Number of pods wanted; 1 when unset, 0 is allowed.</summary>
    [Field("replicas", 1, Default = "1")]
    public int? Replicas { get; init; }

    /// <summary>Labels of the pods that belong to this Deployment; must match the labels of the template and cannot be changed.</summary>
    [Field("selector", 2, Presence = Presence.Always, Nullable = true, Required = true)]
    public LabelSelector Selector { get; init; } = new();

    /// <summary>The pods to run; their restart policy can only be Always.</summary>
    [Field("template", 3, Presence = Presence.Always, Required = true)]
    public PodTemplateSpec Template { get; init; } = new();

    /// <summary>How old pods are replaced by new ones.</summary>
    [Field("strategy", 4, Presence = Presence.Always, PatchStrategy = "retainKeys")]
    public DeploymentStrategy? Strategy { get; init; }

    /// <summary>How long a new pod must be ready, without a container crashing, before it counts as available; 0 by default.</summary>
    [Field("minReadySeconds", 5, Presence = Presence.OmitEmpty)]
    public int? MinReadySeconds { get; init; }

    /// <summary>How many old ReplicaSets to keep for a rollback; 10 by default.</summary>
    [Field("revisionHistoryLimit", 6, Default = "10")]
    public int? RevisionHistoryLimit { get; init; }

    /// <summary>While true, changes of the template are not rolled out.</summary>
    [Field("paused", 7, Presence = Presence.OmitEmpty)]
    public bool? Paused { get; init; }

    /// <summary>
    /// Longest time without progress after which the Deployment is reported as failed (ProgressDeadlineExceeded); 600 by default, not counted while
    /// paused.
    /// </summary>
    [Field("progressDeadlineSeconds", 9, Default = "600")]
    public int? ProgressDeadlineSeconds { get; init; }
}
