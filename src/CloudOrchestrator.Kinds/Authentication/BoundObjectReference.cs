namespace CloudOrchestrator.Kinds.Authentication;

/// <summary>The object whose life limits that of a token.</summary>
[ApiType("io.k8s.api.authentication.v1.BoundObjectReference")]
public sealed record BoundObjectReference
{
    /// <summary>Kind of the object: Pod, Secret or Node.</summary>
    [Field("kind", 1, Presence = Presence.OmitEmpty)]
    public string? Kind { get; init; }

    /// <summary>Group and version of the object.</summary>
    [Field("apiVersion", 2, Presence = Presence.OmitEmpty)]
    public string? ApiVersion { get; init; }

    /// <summary>Name of the object.</summary>
    [Field("name", 3, Presence = Presence.OmitEmpty)]
    public string? Name { get; init; }

    /// <summary>UID of the object.</summary>
    [Field("uid", 4, Presence = Presence.OmitEmpty)]
    public string? Uid { get; init; }
}
