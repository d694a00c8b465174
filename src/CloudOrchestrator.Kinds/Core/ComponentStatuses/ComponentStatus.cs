namespace CloudOrchestrator.Kinds.Core.ComponentStatuses;

/// <summary>Health of a part of the control plane. Deprecated: ask the health endpoints instead.</summary>
[ApiType("io.k8s.api.core.v1.ComponentStatus")]
public sealed record ComponentStatus : IKubernetesObject
{
    /// <summary>Kind of the object; cannot be changed.</summary>
    [Field("kind", 0)]
    public string? Kind { get; init; }

    /// <summary>Group and version that the object is written in, such as apps/v1.</summary>
    [Field("apiVersion", 0)]
    public string? ApiVersion { get; init; }

    /// <summary>The object's name, labels, annotations and history.</summary>
    [Field("metadata", 1, Presence = Presence.Always)]
    public ObjectMeta Metadata { get; init; } = new();

    /// <summary>Aspects of the component's health.</summary>
    [Field("conditions", 2, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "type", ListType = ListType.Map, ListMapKeys = "type")]
    public IReadOnlyList<ComponentCondition>? Conditions { get; init; }
}
