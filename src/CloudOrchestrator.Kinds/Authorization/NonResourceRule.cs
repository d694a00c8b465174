namespace CloudOrchestrator.Kinds.Authorization;

/// <summary>Something a user may do with paths that are no resources.</summary>
[ApiType("io.k8s.api.authorization.v1.NonResourceRule")]
public sealed record NonResourceRule
{
    /// <summary>The HTTP methods allowed in lower case, or * for all.</summary>
    [Field("verbs", 1, Presence = Presence.Always, Required = true)]
    public IReadOnlyList<string> Verbs { get; init; } = [];

    /// <summary>The paths it applies to; * stands for all, and may end a path.</summary>
    [Field("nonResourceURLs", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? NonResourceURLs { get; init; }
}
