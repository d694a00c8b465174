namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.Toleration")]
public sealed record Toleration
{
    [Field("key", 1, Presence = Presence.OmitEmpty)]
    public string? Key { get; init; }

    [Field("operator", 2, Presence = Presence.OmitEmpty)]
    public string? Operator { get; init; }

    [Field("value", 3, Presence = Presence.OmitEmpty)]
    public string? Value { get; init; }

    [Field("effect", 4, Presence = Presence.OmitEmpty)]
    public string? Effect { get; init; }

    [Field("tolerationSeconds", 5)]
    public long? TolerationSeconds { get; init; }
}
