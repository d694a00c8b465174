namespace CloudOrchestrator.Objects.Meta;

/// <summary>What a failure is about.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.StatusDetails")]
public sealed record StatusDetails
{
    /// <summary>Name of the object.</summary>
    [Field("name", 1, Presence = Presence.OmitEmpty)]
    public string? Name { get; init; }

    /// <summary>API group of the object.</summary>
    [Field("group", 2, Presence = Presence.OmitEmpty)]
    public string? Group { get; init; }

    /// <summary>Kind or resource type of the object.</summary>
    [Field("kind", 3, Presence = Presence.OmitEmpty)]
    public string? Kind { get; init; }

    /// <summary>UID of the object.</summary>
    [Field("uid", 6, Presence = Presence.OmitEmpty)]
    public string? Uid { get; init; }

    /// <summary>All causes found.</summary>
    [Field("causes", 4, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<StatusCause>? Causes { get; init; }

    /// <summary>Time after which it makes sense to try again.</summary>
    [Field("retryAfterSeconds", 5, Presence = Presence.OmitEmpty)]
    public int? RetryAfterSeconds { get; init; }
}
