namespace CloudOrchestrator.Kinds.Authorization;

/// <summary>Something a user may do with resources.</summary>
[ApiType("io.k8s.api.authorization.v1.ResourceRule")]
public sealed record ResourceRule
{
    /// <summary>The verbs allowed, or * for all.</summary>
    [Field("verbs", 1, Presence = Presence.Always, Required = true)]
    public IReadOnlyList<string> Verbs { get; init; } = [];

    /// <summary>The API groups it applies to, or * for all.</summary>
    [Field("apiGroups", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? ApiGroups { get; init; }

    /// <summary>The resource types it applies to, with subresources as type/subresource; * stands for all.</summary>
    [Field("resources", 3, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? Resources { get; init; }

    /// <summary>Names it is limited to; empty for all.</summary>
    [Field("resourceNames", 4, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<string>? ResourceNames { get; init; }
}
