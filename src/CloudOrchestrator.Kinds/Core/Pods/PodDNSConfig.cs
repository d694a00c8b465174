namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.PodDNSConfig")]
public sealed record PodDNSConfig
{
    [Field("nameservers", 1, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? Nameservers { get; init; }

    [Field("searches", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? Searches { get; init; }

    [Field("options", 3, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<PodDNSConfigOption>? Options { get; init; }
}
