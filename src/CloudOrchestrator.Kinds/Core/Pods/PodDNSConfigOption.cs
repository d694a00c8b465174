namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>A resolver option.</summary>
[ApiType("io.k8s.api.core.v1.PodDNSConfigOption")]
public sealed record PodDNSConfigOption
{
    /// <summary>Name of the option, such as ndots.</summary>
    [Field("name", 1, Presence = Presence.OmitEmpty)]
    public string? Name { get; init; }

    /// <summary>Its value, if it has one.</summary>
    [Field("value", 2)]
    public string? Value { get; init; }
}
