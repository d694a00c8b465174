namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.PodDNSConfigOption")]
public sealed record PodDNSConfigOption
{
    [Field("name", 1, Presence = Presence.OmitEmpty)]
    public string? Name { get; init; }

    [Field("value", 2)]
    public string? Value { get; init; }
}
