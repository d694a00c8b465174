namespace CloudOrchestrator.Kinds.Core.References;

[ApiType("io.k8s.api.core.v1.TypedLocalObjectReference", Atomic = true)]
public sealed record TypedLocalObjectReference
{
    [Field("apiGroup", 1, Presence = Presence.Always)]
    public string ApiGroup { get; init; } = "";

    [Field("kind", 2, Presence = Presence.Always, Required = true)]
    public string Kind { get; init; } = "";

    [Field("name", 3, Presence = Presence.Always, Required = true)]
    public string Name { get; init; } = "";
}
