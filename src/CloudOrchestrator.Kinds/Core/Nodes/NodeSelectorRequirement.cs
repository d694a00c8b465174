namespace CloudOrchestrator.Kinds.Core.Nodes;

[ApiType("io.k8s.api.core.v1.NodeSelectorRequirement")]
public sealed record NodeSelectorRequirement
{
    [Field("key", 1, Presence = Presence.Always, Required = true)]
    public string Key { get; init; } = "";

    [Field("operator", 2, Presence = Presence.Always, Required = true)]
    public string Operator { get; init; } = "";

    [Field("values", 3, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? Values { get; init; }
}
