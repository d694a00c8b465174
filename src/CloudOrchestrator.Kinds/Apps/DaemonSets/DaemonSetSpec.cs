namespace CloudOrchestrator.Kinds.Apps.DaemonSets;

[ApiType("io.k8s.api.apps.v1.DaemonSetSpec")]
public sealed record DaemonSetSpec
{
    [Field("selector", 1, Presence = Presence.Always, Nullable = true, Required = true)]
    public LabelSelector Selector { get; init; } = new();

    [Field("template", 2, Presence = Presence.Always, Required = true)]
    public PodTemplateSpec Template { get; init; } = new();

    [Field("updateStrategy", 3, Presence = Presence.Always)]
    public DaemonSetUpdateStrategy? UpdateStrategy { get; init; }

    [Field("minReadySeconds", 4, Presence = Presence.OmitEmpty)]
    public int? MinReadySeconds { get; init; }

    [Field("revisionHistoryLimit", 6, Default = "10")]
    public int? RevisionHistoryLimit { get; init; }
}
