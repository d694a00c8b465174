namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.SecretKeySelector", Atomic = true)]
public sealed record SecretKeySelector
{
    [Field("name", 1, Presence = Presence.OmitEmpty, Inside = 1)]
    public string? Name { get; init; }

    [Field("key", 2, Presence = Presence.Always, Required = true)]
    public string Key { get; init; } = "";

    [Field("optional", 3)]
    public bool? Optional { get; init; }
}
