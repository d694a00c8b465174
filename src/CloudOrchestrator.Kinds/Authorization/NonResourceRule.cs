namespace CloudOrchestrator.Kinds.Authorization;

[ApiType("io.k8s.api.authorization.v1.NonResourceRule")]
public sealed record NonResourceRule
{
    [Field("verbs", 1, Presence = Presence.Always, Required = true)]
    public IReadOnlyList<string> Verbs { get; init; } = [];

    [Field("nonResourceURLs", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? NonResourceURLs { get; init; }
}
