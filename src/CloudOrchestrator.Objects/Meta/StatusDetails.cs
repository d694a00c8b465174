namespace CloudOrchestrator.Objects.Meta;

[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.StatusDetails")]
public sealed record StatusDetails
{
    [Field("name", 1, Presence = Presence.OmitEmpty)]
    public string? Name { get; init; }

    [Field("group", 2, Presence = Presence.OmitEmpty)]
    public string? Group { get; init; }

    [Field("kind", 3, Presence = Presence.OmitEmpty)]
    public string? Kind { get; init; }

    [Field("uid", 6, Presence = Presence.OmitEmpty)]
    public string? Uid { get; init; }

    [Field("causes", 4, Presence = Presence.OmitEmpty)]
    public IReadOnlyList<StatusCause>? Causes { get; init; }

    [Field("retryAfterSeconds", 5, Presence = Presence.OmitEmpty)]
    public int? RetryAfterSeconds { get; init; }
}
