namespace CloudOrchestrator.Kinds.Core.Namespaces;

/// <summary>Where a namespace is in its life.</summary>
[ApiType("io.k8s.api.core.v1.NamespaceStatus")]
public sealed record NamespaceStatus
{
    /// <summary>Active, or Terminating once it is being deleted.</summary>
    [Field("phase", 1, Presence = Presence.OmitEmpty, Default = "\"Active\"")]
    public string? Phase { get; init; }

    /// <summary>What holds the deletion of the namespace up.</summary>
    [Field("conditions", 2, Presence = Presence.OmitEmpty, PatchStrategy = "merge", MergeKey = "type", ListType = ListType.Map, ListMapKeys = "type")]
    public IReadOnlyList<NamespaceCondition>? Conditions { get; init; }
}
