namespace CloudOrchestrator.Kinds.Apps.Deployments;

[ApiType("io.k8s.api.apps.v1.DeploymentSpec")]
public sealed record DeploymentSpec
{
    [Field("replicas", 1, Default = "1")]
    public int? Replicas { get; init; }

    [Field("selector", 2, Presence = Presence.Always, Nullable = true, Required = true)]
    public LabelSelector Selector { get; init; } = new();

    [Field("template", 3, Presence = Presence.Always, Required = true)]
    public PodTemplateSpec Template { get; init; } = new();

    [Field("strategy", 4, Presence = Presence.Always, PatchStrategy = "retainKeys")]
    public DeploymentStrategy? Strategy { get; init; }

    [Field("minReadySeconds", 5, Presence = Presence.OmitEmpty)]
    public int? MinReadySeconds { get; init; }

    [Field("revisionHistoryLimit", 6, Default = "10")]
    public int? RevisionHistoryLimit { get; init; }

    [Field("paused", 7, Presence = Presence.OmitEmpty)]
    public bool? Paused { get; init; }

    [Field("progressDeadlineSeconds", 9, Default = "600")]
    public int? ProgressDeadlineSeconds { get; init; }
}
