namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.ConfigMapEnvSource")]
public sealed record ConfigMapEnvSource
{
    [Field("name", 1, Presence = Presence.OmitEmpty, Inside = 1)]
    public string? Name { get; init; }

    [Field("optional", 2)]
    public bool? Optional { get; init; }
}
