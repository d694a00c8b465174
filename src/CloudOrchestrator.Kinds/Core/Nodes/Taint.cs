namespace CloudOrchestrator.Kinds.Core.Nodes;

[ApiType("io.k8s.api.core.v1.Taint")]
public sealed record Taint
{
    [Field("key", 1, Presence = Presence.Always, Required = true)]
    public string Key { get; init; } = "";

    [Field("value", 2, Presence = Presence.OmitEmpty)]
    public string? Value { get; init; }

    [Field("effect", 3, Presence = Presence.Always, Required = true)]
    public string Effect { get; init; } = "";

    [Field("timeAdded", 4)]
    public DateTimeOffset? TimeAdded { get; init; }
}
