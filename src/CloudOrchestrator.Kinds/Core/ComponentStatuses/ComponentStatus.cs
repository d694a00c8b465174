namespace CloudOrchestrator.Kinds.Core.ComponentStatuses;

[ApiType("io.k8s.api.core.v1.ComponentStatus")]
public sealed record ComponentStatus : IKubernetesObject
{
    [Field("kind", 0)]
    public string? Kind { get; init; }

    [Field("apiVersion", 0)]
    public string? ApiVersion { get; init; }

    [Field("metadata", 1, Presence = Presence.Always)]
    public ObjectMeta Metadata { get; init; } = new();

    [Field("conditions", 2, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "type", ListType = ListType.Map, ListMapKeys = "type")]
    public IReadOnlyList<ComponentCondition>? Conditions { get; init; }
}
