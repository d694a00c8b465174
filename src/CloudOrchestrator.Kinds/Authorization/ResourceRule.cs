namespace CloudOrchestrator.Kinds.Authorization;

[ApiType("io.k8s.api.authorization.v1.ResourceRule")]
public sealed record ResourceRule
{
    [Field("verbs", 1, Presence = Presence.Always, Required = true)]
    public IReadOnlyList<string> Verbs { get; init; } = [];

    [Field("apiGroups", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? ApiGroups { get; init; }

    [Field("resources", 3, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? Resources { get; init; }

    [Field("resourceNames", 4, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? ResourceNames { get; init; }
}
