namespace CloudOrchestrator.Objects.Meta;

[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.StatusCause")]
public sealed record StatusCause
{
    [Field("reason", 1, Presence = Presence.OmitEmpty)]
    public string? Reason { get; init; }

    [Field("message", 2, Presence = Presence.OmitEmpty)]
    public string? Message { get; init; }

    [Field("field", 3, Presence = Presence.OmitEmpty)]
    public string? Field { get; init; }
}
