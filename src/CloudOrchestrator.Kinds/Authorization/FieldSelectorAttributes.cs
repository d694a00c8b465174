namespace CloudOrchestrator.Kinds.Authorization;

/// <summary>The field selector of a request that is to be judged.</summary>
[ApiType("io.k8s.api.authorization.v1.FieldSelectorAttributes")]
public sealed record FieldSelectorAttributes
{
    /// <summary>The selector as it is in the request's URL; not together with requirements.</summary>
    [Field("rawSelector", 1, Presence = Presence.OmitEmpty)]
    public string? RawSelector { get; init; }

    /// <summary>The selector's terms, of which all must hold.</summary>
    [Field("requirements", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<FieldSelectorRequirement>? Requirements { get; init; }
}
