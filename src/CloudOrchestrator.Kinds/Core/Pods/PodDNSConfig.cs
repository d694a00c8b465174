namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>DNS settings added to those that the DNS policy makes.</summary>
[ApiType("io.k8s.api.core.v1.PodDNSConfig")]
public sealed record PodDNSConfig
{
    /// <summary>Addresses of name servers, added to those of the policy.</summary>
    [Field("nameservers", 1, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? Nameservers { get; init; }

    /// <summary>Search domains for short names, added to those of the policy.</summary>
    [Field("searches", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? Searches { get; init; }

    /// <summary>Resolver options; they replace those of the policy that have the same name.</summary>
    [Field("options", 3, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<PodDNSConfigOption>? Options { get; init; }
}
