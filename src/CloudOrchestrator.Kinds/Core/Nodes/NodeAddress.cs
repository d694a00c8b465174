namespace CloudOrchestrator.Kinds.Core.Nodes;

[ApiType("io.k8s.api.core.v1.NodeAddress")]
public sealed record NodeAddress
{
    [Field("type", 1, Presence = Presence.Always, Required = true)]
    public string Type { get; init; } = "";

    [Field("address", 2, Presence = Presence.Always, Required = true)]
    public string Address { get; init; } = "";
}
