namespace CloudOrchestrator.Kinds.Core.Pods;

[ApiType("io.k8s.api.core.v1.SELinuxOptions")]
public sealed record SELinuxOptions
{
    [Field("user", 1, Presence = Presence.OmitEmpty)]
    public string? User { get; init; }

    [Field("role", 2, Presence = Presence.OmitEmpty)]
    public string? Role { get; init; }

    [Field("type", 3, Presence = Presence.OmitEmpty)]
    public string? Type { get; init; }

    [Field("level", 4, Presence = Presence.OmitEmpty)]
    public string? Level { get; init; }
}
