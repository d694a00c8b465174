namespace CloudOrchestrator.Kinds.Core.Pods;

/// <summary>Resources that are needed and that may be used at most.</summary>
[ApiType("io.k8s.api.core.v1.ResourceRequirements")]
public sealed record ResourceRequirements
{
    /// <summary>Most that may be used.</summary>
    [Field("limits", 1, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, Quantity>? Limits { get; init; }

    /// <summary>What is needed and set aside; the limits by default.</summary>
    [Field("requests", 2, Presence = Presence.OmitEmpty)]
    public IReadOnlyDictionary<string, Quantity>? Requests { get; init; }

    /// <summary>ResourceClaims of the pod to use.</summary>
    [Field("claims", 3, Presence = Presence.OmitEmpty, ListType = ListType.Map, ListMapKeys = "name")]
    public IReadOnlyList<ResourceClaim>? Claims { get; init; }
}
